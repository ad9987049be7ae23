namespace ActorMesh.DataPlane.Clusters;

/// <summary>What became of further tries to one cluster. Atomics: written by streams, read by the admin API. Named as Envoy's statistics.</summary>
public sealed class RetryCounters
{
    private long _retries, _afterBackoff, _afterAskedWait, _successes, _overflows, _limitsExceeded, _tryTimeouts, _hedges, _hedgesWon, _givenUpElsewhere;

    public long Retries => Volatile.Read(ref _retries);

    /// <summary>Of them, those that waited for the backoff.</summary>
    public long AfterBackoff => Volatile.Read(ref _afterBackoff);

    /// <summary>Of them, those that waited as long as the answer asked.</summary>
    public long AfterAskedWait => Volatile.Read(ref _afterAskedWait);

    /// <summary>Requests that a further try saved.</summary>
    public long Successes => Volatile.Read(ref _successes);

    /// <summary>Retries and hedges that the budget or max_retries refused.</summary>
    public long Overflows => Volatile.Read(ref _overflows);

    /// <summary>Requests that failed with all their tries used up.</summary>
    public long LimitsExceeded => Volatile.Read(ref _limitsExceeded);

    public long TryTimeouts => Volatile.Read(ref _tryTimeouts);

    /// <summary>Copies that were sent beside a slow try.</summary>
    public long Hedges => Volatile.Read(ref _hedges);

    /// <summary>Of them, those whose answer was the first.</summary>
    public long HedgesWon => Volatile.Read(ref _hedgesWon);

    /// <summary>Failures that were not tried again because a proxy further on had given up.</summary>
    public long GivenUpElsewhere => Volatile.Read(ref _givenUpElsewhere);

    /// <param name="wasAsked">The answer said how long to wait.</param>
    internal void Retried(bool wasAsked = false)
    {
        Interlocked.Increment(ref _retries);
        Interlocked.Increment(ref wasAsked ? ref _afterAskedWait : ref _afterBackoff);
    }

    internal void RetrySucceeded() => Interlocked.Increment(ref _successes);

    internal void RetryOverflowed() => Interlocked.Increment(ref _overflows);

    internal void RetryLimitExceeded() => Interlocked.Increment(ref _limitsExceeded);

    internal void PerTryTimedOut() => Interlocked.Increment(ref _tryTimeouts);

    internal void Hedged() => Interlocked.Increment(ref _hedges);

    internal void HedgeWon() => Interlocked.Increment(ref _hedgesWon);

    internal void GaveUpElsewhere() => Interlocked.Increment(ref _givenUpElsewhere);
}
