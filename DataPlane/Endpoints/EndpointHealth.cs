namespace ActorMesh.DataPlane.Endpoints;

/// <summary>What is known of an endpoint: the worst of what configuration, health checks and ejection say.</summary>
public enum EndpointHealth : byte
{
    Healthy,
    /// <summary>Works, but is used only when healthy ones do not suffice.</summary>
    Degraded,
    Unhealthy,
}
