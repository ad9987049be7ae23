using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>What a scenario file was read as.</summary>
/// <param name="Scenario">Null when there are errors.</param>
/// <param name="Diagnostics">In the order of the file.</param>
public sealed record ScenarioReading(Scenario? Scenario, IReadOnlyList<Diagnostic> Diagnostics);
