namespace ActorMesh.Lab.Scenarios;

/// <summary>What is otherwise when real processes carry a scenario.</summary>
/// <param name="Rate">Requests a second; null for those of the scenario.</param>
/// <param name="Duration">Null for that of the scenario.</param>
public sealed record LiveSettings(double? Rate, TimeSpan? Duration);
