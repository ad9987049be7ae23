namespace ActorMesh.Lab.Json;

/// <summary>A number for each second.</summary>
public sealed record LoadSeriesShape(IReadOnlyList<int> Requests, IReadOnlyList<int> Succeeded, IReadOnlyList<double?> P99Milliseconds);
