namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What leases of limits of the whole mesh came to in this sidecar. Atomics.</summary>
public sealed class LeaseCounters
{
    private long _asks, _granted, _givenBack, _exhausted, _failures, _stale, _waits, _evictions;

    /// <summary>What the coordinators were asked or told.</summary>
    public long Asks => Volatile.Read(ref _asks);

    /// <summary>Tokens.</summary>
    public long Granted => Volatile.Read(ref _granted);

    /// <summary>Tokens that were not needed.</summary>
    public long GivenBack => Volatile.Read(ref _givenBack);

    /// <summary>Answers that a limit is reached.</summary>
    public long Exhausted => Volatile.Read(ref _exhausted);

    /// <summary>Asks without an answer, and answers that nobody may grant now.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Answers of a coordinator that was replaced: refused.</summary>
    public long Stale => Volatile.Read(ref _stale);

    /// <summary>Requests that waited for a lease.</summary>
    public long Waits => Volatile.Read(ref _waits);

    /// <summary>Limits forgotten because there were too many.</summary>
    public long Evictions => Volatile.Read(ref _evictions);

    internal void Asked() => Interlocked.Increment(ref _asks);

    internal void Got(int tokens) => Interlocked.Add(ref _granted, tokens);

    internal void GaveBack(int tokens) => Interlocked.Add(ref _givenBack, tokens);

    internal void WasExhausted() => Interlocked.Increment(ref _exhausted);

    internal void Failed() => Interlocked.Increment(ref _failures);

    internal void WasStale() => Interlocked.Increment(ref _stale);

    internal void Waited() => Interlocked.Increment(ref _waits);

    internal void Evicted() => Interlocked.Increment(ref _evictions);
}
