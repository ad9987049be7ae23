namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>What a fault filter has done. Atomics: written by requests, read by the admin API.</summary>
internal sealed class FaultCounters
{
    private long _delays, _aborts, _overflows, _active;

    public long Delays => Volatile.Read(ref _delays);

    public long Aborts => Volatile.Read(ref _aborts);

    /// <summary>Requests spared because enough others were in trouble.</summary>
    public long Overflows => Volatile.Read(ref _overflows);

    /// <summary>Requests in trouble now.</summary>
    public long Active => Volatile.Read(ref _active);

    public void Delayed() => Interlocked.Increment(ref _delays);

    public void Aborted() => Interlocked.Increment(ref _aborts);

    /// <summary>One more is in trouble, unless that would be too many.</summary>
    public bool TryBegin(long most)
    {
        if (Interlocked.Increment(ref _active) <= most) return true;
        Interlocked.Decrement(ref _active);
        Interlocked.Increment(ref _overflows);
        return false;
    }

    public void End() => Interlocked.Decrement(ref _active);
}
