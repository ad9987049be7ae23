namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>What this control node was asked about limits of the whole mesh. Atomics.</summary>
public sealed class RateLimitCounters
{
    private long _asks, _granted, _unanswered, _stale, _spent, _overLimit, _unmatched;

    /// <summary>By sidecars, for leases.</summary>
    public long Asks => Volatile.Read(ref _asks);

    /// <summary>Tokens leased.</summary>
    public long Granted => Volatile.Read(ref _granted);

    /// <summary>Asks that no coordinator answered in time.</summary>
    public long Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>Answers of a coordinator that was replaced: refused.</summary>
    public long Stale => Volatile.Read(ref _stale);

    /// <summary>Descriptors of other proxies that had tokens.</summary>
    public long Spent => Volatile.Read(ref _spent);

    /// <summary>Descriptors of other proxies that had none.</summary>
    public long OverLimit => Volatile.Read(ref _overLimit);

    /// <summary>Descriptors of other proxies that no limit of the mesh fits: they pass.</summary>
    public long Unmatched => Volatile.Read(ref _unmatched);

    internal void Asked() => Interlocked.Increment(ref _asks);

    internal void HasGranted(int tokens) => Interlocked.Add(ref _granted, tokens);

    internal void WasUnanswered() => Interlocked.Increment(ref _unanswered);

    internal void WasStale() => Interlocked.Increment(ref _stale);

    internal void Told(bool isOver) => Interlocked.Increment(ref isOver ? ref _overLimit : ref _spent);

    internal void HadNoMatch() => Interlocked.Increment(ref _unmatched);
}
