using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What the mesh runs now. (epoch, sequence) orders all that was ever published.</summary>
/// <param name="Leader">host:port of the node that leads.</param>
/// <param name="Stable">Null when nothing was ever applied.</param>
/// <param name="Canary">What only some proxies run yet; null for none.</param>
/// <param name="CanaryPercent">How many proxies of 100 run it; null for none.</param>
/// <param name="RolloutNote">Why the last rollout ended as it did; null for none.</param>
internal sealed record PublicationShape(
    long Epoch, long Sequence, string? Leader, RevisionShape? Stable, RevisionShape? Canary, int? CanaryPercent, string? RolloutNote)
{
    public static readonly PublicationShape Nothing = new(0, 0, null, null, null, null, null);

    public static PublicationShape Of(PublishedMeshSummary? summary) => summary is null ? Nothing : new(
        summary.Epoch,
        summary.Sequence,
        summary.Leader.Length == 0 ? null : summary.Leader,
        summary.Stable is { } stable ? RevisionShape.Of(stable) : null,
        summary.Canary is { } canary ? RevisionShape.Of(canary) : null,
        summary.Canary is null ? null : summary.CanaryPercent,
        summary.RolloutNote.Length == 0 ? null : summary.RolloutNote);
}
