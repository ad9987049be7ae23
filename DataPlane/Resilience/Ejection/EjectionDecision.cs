using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>What was decided about an endpoint, and why.</summary>
/// <param name="Cause">Of the ejection; null for a return.</param>
/// <param name="Why">The numbers that led to it, for people.</param>
public sealed record EjectionDecision(OutlierHost Host, EjectionVerdict Verdict, EjectionCause? Cause, string Why)
{
    /// <summary>Of an ejection: it lasts at least so long.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Of an ejection: when it may return.</summary>
    public Instant Until { get; init; }

    /// <summary>Whether somebody should read of it: what is never enforced is counted and no more.</summary>
    public bool IsNews { get; init; } = true;
}
