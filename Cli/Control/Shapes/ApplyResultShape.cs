using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A mesh was accepted.</summary>
/// <param name="IsUnchanged">The same text runs already.</param>
/// <param name="IsDryRun">It would be accepted; nothing was changed.</param>
/// <param name="Problems">What it was accepted in spite of.</param>
internal sealed record ApplyResultShape(
    string ApiVersion, string Kind, RevisionShape Revision, bool IsUnchanged, bool IsDryRun, IReadOnlyList<ProblemShape> Problems)
{
    public static ApplyResultShape Of(MeshOutcome outcome, bool isDryRun) => new(
        ControlJson.ApiVersion, "ApplyResult", RevisionShape.Of(outcome.Accepted.Revision ?? new MeshRevision()), outcome.Accepted.IsUnchanged, isDryRun, [.. outcome.Problems.Select(ProblemShape.Of)]);
}
