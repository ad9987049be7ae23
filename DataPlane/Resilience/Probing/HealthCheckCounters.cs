namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>What came of a cluster's health checks. Written by its endpoints, read by the admin API. Named as Envoy's statistics.</summary>
public sealed class HealthCheckCounters
{
    private long _attempts, _successes, _failures, _networkFailures, _passiveFailures;

    public long Attempts => Volatile.Read(ref _attempts);

    public long Successes => Volatile.Read(ref _successes);

    /// <summary>Of all kinds.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Those of them without an answer.</summary>
    public long NetworkFailures => Volatile.Read(ref _networkFailures);

    /// <summary>Those of them that an endpoint asked for in the answer to a request.</summary>
    public long PassiveFailures => Volatile.Read(ref _passiveFailures);

    internal void Attempted() => Interlocked.Increment(ref _attempts);

    internal void Ended(ProbeResult result)
    {
        Interlocked.Increment(ref result.HasPassed ? ref _successes : ref _failures);
        if (result.End == ProbeEnd.NoAnswer) Interlocked.Increment(ref _networkFailures);
    }

    internal void FailedPassively()
    {
        Interlocked.Increment(ref _failures);
        Interlocked.Increment(ref _passiveFailures);
    }
}
