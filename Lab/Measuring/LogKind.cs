namespace ActorMesh.Lab.Measuring;

/// <summary>What an entry of a run's log is about.</summary>
public enum LogKind
{
    /// <summary>Something goes wrong, or is well again.</summary>
    Fault,
    /// <summary>A breaker changed its state.</summary>
    Breaker,
    /// <summary>A replica was ejected, or returned.</summary>
    Ejection,
    /// <summary>A health check changed its mind.</summary>
    Health,
}
