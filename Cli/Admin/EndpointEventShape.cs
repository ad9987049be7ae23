namespace ActorMesh.Cli.Admin;

/// <summary>Something that happened to an endpoint, as <c>/clusters</c> shows it.</summary>
/// <param name="Kind">ejected, returned, ejection_overflow, ejection_not_enforced, healthy, degraded or unhealthy.</param>
/// <param name="Cause">Of an ejection, such as consecutive_5xx.</param>
/// <param name="Until">Of an ejection.</param>
internal sealed record EndpointEventShape(DateTimeOffset At, string Endpoint, string Kind, string? Cause, string Why, DateTimeOffset? Until);
