namespace ActorMesh.Lab.Json;

/// <summary>A scenario in one line.</summary>
public sealed record ScenarioSummary(string Name, string Scene, string Title, IReadOnlyList<string> Variants);
