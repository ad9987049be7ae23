using ActorMesh.DataPlane.Resilience.Probing;

namespace ActorMesh.DataPlane.Endpoints.Probing;

/// <summary>What an endpoint's health checks need of its cluster.</summary>
/// <param name="Draw">Draws 0 to below 1; called by one endpoint alone.</param>
/// <param name="HasTraffic">Whether anything was ever sent to the cluster.</param>
public sealed record CheckContext(HealthCheckCounters Counters, TimeProvider Clock, Func<double> Draw, Func<bool> HasTraffic);
