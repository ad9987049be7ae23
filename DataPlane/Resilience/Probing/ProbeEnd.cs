namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>What came of a question.</summary>
public enum ProbeEnd : byte
{
    Passed,
    /// <summary>Passed, and asks to be spared.</summary>
    Degraded,
    /// <summary>The endpoint says that it is not well: once is enough.</summary>
    Failed,
    /// <summary>A bad answer that is to come several times before it counts.</summary>
    FailedOnce,
    /// <summary>No answer: refused, reset, or no time left. Several are needed.</summary>
    NoAnswer,
}
