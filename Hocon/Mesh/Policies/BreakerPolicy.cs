namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Bulkhead, and the breaker proper.</summary>
/// <param name="Trip">Null: the bulkhead alone.</param>
public sealed record BreakerPolicy(
    Setting<int> MaxConnections, Setting<int> MaxPending, Setting<int> MaxRequests, Setting<int> MaxRetries, TripPolicy? Trip);
