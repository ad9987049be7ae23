namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>What moves a breaker from one state to another.</summary>
public enum BreakerReason : byte
{
    /// <summary>It began so.</summary>
    Started,
    /// <summary>Too large a share of the window's attempts failed.</summary>
    FailureRatio,
    /// <summary>Too many attempts in a row failed.</summary>
    ConsecutiveFailures,
    /// <summary>Too large a share of the window's attempts was slow.</summary>
    SlowCallRatio,
    /// <summary>It has been open for its time.</summary>
    OpenTimeOver,
    /// <summary>As many probes as needed went well.</summary>
    ProbesSucceeded,
    /// <summary>A probe failed.</summary>
    ProbeFailed,
    /// <summary>A probe had not ended within its time.</summary>
    ProbeHung,
    /// <summary>The configuration isolates the upstream.</summary>
    Isolated,
    /// <summary>The configuration does so no longer.</summary>
    Released,
}
