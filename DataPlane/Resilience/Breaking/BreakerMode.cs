namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>What becomes of a breaker's decisions.</summary>
public enum BreakerMode : byte
{
    /// <summary>Attempts are refused.</summary>
    Enforce,
    /// <summary>It opens and closes, logs and counts, and refuses nothing: to see what it would do.</summary>
    Observe,
    /// <summary>Held open by hand.</summary>
    Isolated,
}
