using ActorMesh.Cli.Traffic;

namespace ActorMesh.Cli.Up;

/// <summary>What <c>actormesh up</c> was asked to do.</summary>
/// <param name="File">The mesh file; null for <c>mesh.conf</c>, and without one for the built-in example.</param>
/// <param name="PortOffset">Added to every port.</param>
/// <param name="Traffic">Null for what is usual.</param>
/// <param name="For">How long it runs once all is ready; null for until it is asked to end.</param>
/// <param name="Grace">How long a process may take to end.</param>
internal sealed record UpOptions(string? File, int PortOffset, TrafficRate? Traffic, TimeSpan? For, TimeSpan Grace)
{
    /// <summary>Nobody proves who they are.</summary>
    public bool IsInsecure { get; init; }

    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long all may take to become ready, when there is only so much time.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
}
