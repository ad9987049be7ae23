using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Json;

/// <summary>The scenarios that come with the program.</summary>
public sealed record ScenarioListShape(string ApiVersion, string Kind, IReadOnlyList<ScenarioSummary> Scenarios)
{
    public static ScenarioListShape Shipped() => new(
        "actormesh/v1", "LabScenarios",
        [.. ShippedScenarios.Names.Select(name => ShippedScenarios.Read(name).Scenario!).Select(one => new ScenarioSummary(one.Name, one.Scene, one.Title, [.. one.Variants.Select(variant => variant.Name)]))]);
}
