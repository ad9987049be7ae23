using System.Globalization;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>Why a breaker is in its state.</summary>
/// <param name="Count">What had been counted at that moment: of the window, or of the failures in a row.</param>
public readonly record struct BreakerCause(BreakerReason Reason, AttemptCount Count = default)
{
    public override string ToString() => Reason switch
    {
        BreakerReason.Started => "it is as it began",
        BreakerReason.FailureRatio => $"{Count} attempts of the window failed",
        BreakerReason.ConsecutiveFailures => string.Create(CultureInfo.InvariantCulture, $"{Count.Bad} attempts in a row failed"),
        BreakerReason.SlowCallRatio => $"{Count} attempts of the window were slow",
        BreakerReason.OpenTimeOver => "its time open is over",
        BreakerReason.ProbesSucceeded => "its probes went well",
        BreakerReason.ProbeFailed => "a probe failed",
        BreakerReason.ProbeHung => "a probe had not ended in time",
        BreakerReason.Isolated => "the configuration isolates the upstream",
        _ => "the configuration isolates the upstream no longer",
    };
}
