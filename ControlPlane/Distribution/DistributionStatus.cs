using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>What a control node serves, and how it stands with the leader. Immutable.</summary>
/// <param name="InForce">What its proxies get.</param>
/// <param name="Since">When it came into force here; null for nothing yet.</param>
/// <param name="IsFromDisk">It is what was kept on disk: no leader has confirmed it since this node started.</param>
/// <param name="LastRefusal">Why the last one that came is not in force; null when it is.</param>
/// <param name="StaleRefused">How often a replaced leader was not listened to.</param>
/// <param name="AnsweredAt">When the authority last answered; null for never.</param>
/// <param name="Summary">What the authority last said that the mesh runs; null before it answered.</param>
public sealed record DistributionStatus(
    PublicationOrder InForce, DateTimeOffset? Since, bool IsFromDisk, PublicationRefusal? LastRefusal, long StaleRefused, DateTimeOffset? AnsweredAt,
    PublishedMeshSummary? Summary)
{
    /// <summary>An authority that was silent for longer does not answer: two questions went by.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(12);

    public static readonly DistributionStatus Nothing = new(PublicationOrder.None, null, IsFromDisk: false, null, 0, null, null);

    /// <summary>What could not be read from disk or written to it; null when all is well.</summary>
    public string? DiskProblem { get; init; }

    /// <summary>Whether this node would hear of a change.</summary>
    public bool IsAuthorityAnswering(DateTimeOffset now) => AnsweredAt is { } at && now - at <= SilenceMax;
}
