using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Sidecars;

namespace ActorMesh.Cli.Planning;

/// <summary>What <c>plan -o json</c> prints.</summary>
internal sealed record PlanShape(
    string ApiVersion,
    string Kind,
    string Id,
    IReadOnlyList<PlanShape.ChangeShape> Changes,
    IReadOnlyList<PlanShape.ResourceShape> Resources,
    int Proxies,
    IReadOnlyList<string> Services,
    int DrainedListeners,
    IReadOnlyList<Finding> Fixed,
    IReadOnlyList<Finding> New)
{
    public static PlanShape Of(MeshPlan plan) => new(
        "actormesh/v1",
        "Plan",
        plan.Id,
        [.. plan.Changes.Select(ChangeShape.Of)],
        [.. plan.Resources.Kinds.Select(kind => new ResourceShape(kind.Key.ToString().ToUpperInvariant(), [.. kind.Value.Added], [.. kind.Value.Changed], [.. kind.Value.Removed]))],
        plan.Resources.Proxies,
        plan.Resources.Services,
        plan.Resources.DrainedListeners,
        [.. plan.Fixed.Select(Finding.Of)],
        [.. plan.Raised.Select(Finding.Of)]);

    /// <param name="Kind"><c>add</c>, <c>change</c> or <c>remove</c>.</param>
    internal sealed record ChangeShape(string Kind, string Path, string? Old, string? New, string? At)
    {
        public static ChangeShape Of(Change change) => new(
            change.Kind.ToString().ToLowerInvariant(),
            change.Path,
            change.Old is { } old ? ValueLine.Of(old) : null,
            change.New is { } @new ? ValueLine.Of(@new) : null,
            change.Origin?.ToString());
    }

    internal sealed record ResourceShape(string Type, IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed);
}
