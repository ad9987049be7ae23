using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>The proxies of one control node in figures, and what the leader says of all. Immutable.</summary>
/// <param name="Unknown">How often a connected proxy was one too many to be known.</param>
/// <param name="Report">Null before a leader told; not to be changed.</param>
/// <param name="ReportedAt">When it did.</param>
public sealed record FleetStatus(int Connected, int Lost, long Unknown, RolloutReport? Report, DateTimeOffset? ReportedAt)
{
    public static readonly FleetStatus Nothing = new(0, 0, 0, null, null);
}
