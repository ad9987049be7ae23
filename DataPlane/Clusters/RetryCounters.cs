namespace ActorMesh.DataPlane.Clusters;

/// <summary>What became of the retries and hedges of one cluster. Atomics: written by streams, read by the admin API.</summary>
public sealed class RetryCounters
{
    private long _retries, _successes, _overflows, _limits, _perTry, _hedges, _hedgesWon;

    public long Retries => Volatile.Read(ref _retries);

    internal void Retried() => Interlocked.Increment(ref _retries);

    internal void RetrySucceeded() => Interlocked.Increment(ref _successes);

    internal void RetryOverflowed() => Interlocked.Increment(ref _overflows);

    internal void RetryLimitExceeded() => Interlocked.Increment(ref _limits);

    internal void PerTryTimedOut() => Interlocked.Increment(ref _perTry);

    internal void Hedged() => Interlocked.Increment(ref _hedges);

    internal void HedgeWon() => Interlocked.Increment(ref _hedgesWon);
}
