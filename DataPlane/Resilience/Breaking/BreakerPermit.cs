namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>The right to make one attempt. Each is given back once, with <see cref="BreakerGate.Report"/>, whatever came of it.</summary>
/// <param name="Generation">Of the state that gave it: results of an earlier state count for nothing.</param>
/// <param name="IsProbe">One of the few that a half-open breaker lets through.</param>
public readonly record struct BreakerPermit(int Generation, bool IsProbe)
{
    /// <summary>Which of the probes' places it holds.</summary>
    internal int Place { get; init; }
}
