using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Distribution.Joined;

/// <summary>A sidecar that is a member of the cluster. Immutable.</summary>
/// <param name="Since">When it was first heard.</param>
/// <param name="HeardAt">When it was last heard.</param>
/// <param name="ChangedAt">When what it runs or refuses last changed.</param>
public sealed record JoinedWorkload(WorkloadHeartbeat Last, DateTimeOffset Since, DateTimeOffset HeardAt, DateTimeOffset ChangedAt)
{
    public ProxyKey Key => JoinedWorkloads.KeyOf(Last);

    /// <summary>Why it was told nothing to run when it last asked; null when it was.</summary>
    public string? Problem { get; init; }
}
