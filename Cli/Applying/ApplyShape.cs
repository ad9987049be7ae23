using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Planning;

namespace ActorMesh.Cli.Applying;

/// <summary>What <c>apply -o json</c> and <c>rollback -o json</c> print.</summary>
/// <param name="Plan">What changed; null for the first version.</param>
internal sealed record ApplyShape(string ApiVersion, string Kind, RevisionShape Revision, bool IsUnchanged, bool IsDryRun, PlanShape? Plan, IReadOnlyList<ProblemShape> Problems)
{
    public static ApplyShape Of(ApplyResultShape result, MeshPlan? plan) =>
        new(ControlJson.ApiVersion, "Apply", result.Revision, result.IsUnchanged, result.IsDryRun, plan is null ? null : PlanShape.Of(plan), result.Problems);
}
