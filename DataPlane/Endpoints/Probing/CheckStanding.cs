namespace ActorMesh.DataPlane.Endpoints.Probing;

/// <summary>How an endpoint stands by its health checks, for people.</summary>
/// <param name="Last">What came of the last, such as <c>status 200</c>.</param>
/// <param name="Successes">In a row, up to the last.</param>
/// <param name="Failures">In a row, up to the last.</param>
public sealed record CheckStanding(bool IsHealthy, string Last, DateTimeOffset At, int Successes, int Failures);
