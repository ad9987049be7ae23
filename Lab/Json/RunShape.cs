using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Json;

/// <summary>What a scenario came to, for programs. Nothing in it depends on when and where it was run.</summary>
public sealed record RunShape(
    string ApiVersion, string Kind, string Scenario, string Title, string? Scene, bool Passed, IReadOnlyList<VariantShape> Variants)
{
    public static RunShape Of(Scenario scenario, IReadOnlyList<RunRecord> runs)
    {
        List<VariantShape> variants = [.. runs.Select(VariantShape.Of)];
        return new RunShape(
            "actormesh/v1", "LabRun", scenario.Name, scenario.Title, scenario.Scene.Length > 0 ? scenario.Scene : null,
            variants.TrueForAll(variant => variant.Passed), variants);
    }
}
