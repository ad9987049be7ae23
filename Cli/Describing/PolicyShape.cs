using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Describing;

/// <summary>A policy in short.</summary>
/// <param name="At">Where the most important word on it was said; null when all of it is built in.</param>
internal sealed record PolicyShape(string Name, string Text, string? At)
{
    public static IReadOnlyList<PolicyShape> Of(PolicySet policies, IReadOnlyList<ConfigObject> layers) =>
        [.. PolicySummaries.Of(policies).Select(summary => new PolicyShape(summary.Name, summary.Text, KeyPlace.Written(layers, summary.Name)?.ToString()))];
}
