namespace ActorMesh.Cli.Sidecars;

/// <summary>What <c>actormesh sidecar</c> was asked to do.</summary>
/// <param name="File">What it runs from, as the user named it.</param>
/// <param name="DrainLimitAsked">How long requests under way may take to end, once the process is asked to; null for what the file says.</param>
/// <param name="Seed">Seeds every random choice.</param>
/// <param name="ConnectionsMax">Client connections over all listeners.</param>
internal sealed record SidecarOptions(string File, TimeSpan? DrainLimitAsked, ulong Seed, int ConnectionsMax)
{
    private static readonly TimeSpan DrainLimitUsual = TimeSpan.FromSeconds(30);

    public TimeSpan DrainLimit => DrainLimitAsked ?? DrainLimitOfFile ?? DrainLimitUsual;

    /// <summary>Another process holds the other end of standard input, and it ends with that.</summary>
    public bool IsLookedAfter { get; init; }

    private TimeSpan? DrainLimitOfFile { get; init; }

    /// <summary>With what the file says where nothing else was asked for.</summary>
    public SidecarOptions For(ConfigurationReading reading) => this with { DrainLimitOfFile = reading.DrainLimit };
}
