namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>What a breaker does with attempts. The numbers are those that the metric shows.</summary>
public enum BreakerState : byte
{
    /// <summary>Lets all through and watches how they end.</summary>
    Closed,
    /// <summary>Lets none through, for a time.</summary>
    Open,
    /// <summary>Lets a few through, to see whether the upstream is well again.</summary>
    HalfOpen,
    /// <summary>Lets none through until the configuration says otherwise.</summary>
    Isolated,
}
