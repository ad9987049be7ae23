namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Bulkhead, and the breaker proper.</summary>
/// <param name="Trip">Null: the bulkhead alone.</param>
public sealed record BreakerPolicy(
    Setting<int> MaxConnections, Setting<int> MaxPending, Setting<int> MaxRequests, Setting<int> MaxRetries, TripPolicy? Trip)
{
    internal static BreakerPolicy Read(Layers layers) => new(
        layers.Count("max-connections"), layers.Count("max-pending"), layers.Count("max-requests"), layers.Count("max-retries"),
        TripPolicy.Read(layers.Section("trip")));
}
