namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>What a result changed.</summary>
public enum HealthCheckChange : byte
{
    Nothing,
    BecameHealthy,
    BecameUnhealthy,
    /// <summary>Still healthy, and now degraded or no more so.</summary>
    Degradation,
}
