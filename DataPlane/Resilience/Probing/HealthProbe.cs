namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>What an endpoint is asked.</summary>
public abstract record HealthProbe;
