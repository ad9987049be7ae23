namespace ActorMesh.ControlPlane.Registry;

/// <summary>How long and how many.</summary>
public sealed record RegistrySettings
{
    public static readonly RegistrySettings Default = new();

    /// <summary>How long a proxy that nobody sees stays an endpoint, when it is the only one: see <see cref="LingerOf"/>.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>So many proxies find a control node again in a second: what one node lets in, as if it were the only one.</summary>
    public int ReturnsPerSecond { get; init; } = 100;

    /// <summary>A control node that was silent for longer sees nobody any more.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a node repeats that a proxy left, so that all others hear of it.</summary>
    public TimeSpan GoneKept { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Of one node. Who comes later is refused.</summary>
    public int ProxiesMax { get; init; } = 10_000;

    /// <summary>Of one service at one node, so that none fills the node for all others. Who comes later is refused.</summary>
    public int ProxiesPerServiceMax { get; init; } = 5_000;

    /// <summary>Control nodes beside this one. More are not listened to.</summary>
    public int NodesMax { get; init; } = 32;

    /// <summary>Of one registration, as it is told to other nodes.</summary>
    public int BytesMax { get; init; } = 4096;

    public int LabelsMax { get; init; } = 32;

    /// <summary>Of a name, a zone, the key or the value of a label; in characters.</summary>
    public int TextMax { get; init; } = 253;

    /// <summary>
    /// How long a proxy that nobody sees stays an endpoint: <see cref="Linger"/>, and beyond that as long as it takes to let in all that are
    /// out of sight together. After a restart of the control plane the last one comes back as late as that.
    /// </summary>
    /// <param name="together">The most that were out of sight at one time since this one is.</param>
    public TimeSpan LingerOf(int together) => Linger + TimeSpan.FromSeconds(together / ReturnsPerSecond);
}
