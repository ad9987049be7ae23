namespace ActorMesh.DataPlane.Clusters;

/// <summary>Something that happened to an endpoint and that people ask about later.</summary>
/// <param name="Endpoint">Its name, <c>address:port</c>.</param>
/// <param name="Kind">One word, such as <c>ejected</c>.</param>
/// <param name="Cause">Of an ejection, in the word of Envoy's statistics; else null.</param>
/// <param name="Why">With the numbers that led to it.</param>
/// <param name="Until">Of an ejection.</param>
public sealed record ClusterEvent(DateTimeOffset At, string Endpoint, string Kind, string? Cause, string Why, DateTimeOffset? Until);
