namespace ActorMesh.DataPlane.Clusters;

/// <summary>What became of the requests of one cluster. Atomics: written by streams, read by the admin API. Named as Envoy's statistics.</summary>
public sealed class ClusterCounters
{
    private readonly long[] _byClass = new long[6];
    private long _requests, _connectFailures, _connectTimeouts, _timeouts, _resets, _overflows, _replays, _noneHealthy, _inPanic, _protocolErrors, _dropped;

    public long Requests => Volatile.Read(ref _requests);

    public long ConnectFailures => Volatile.Read(ref _connectFailures);

    public long ConnectTimeouts => Volatile.Read(ref _connectTimeouts);

    public long Timeouts => Volatile.Read(ref _timeouts);

    /// <summary>Connections that ended before or within an answer.</summary>
    public long Resets => Volatile.Read(ref _resets);

    public long Overflows => Volatile.Read(ref _overflows);

    /// <summary>Requests sent again because the pooled connection they were sent on had just been closed by the upstream.</summary>
    public long Replays => Volatile.Read(ref _replays);

    public long NoneHealthy => Volatile.Read(ref _noneHealthy);

    public long PicksInPanic => Volatile.Read(ref _inPanic);

    public long ProtocolErrors => Volatile.Read(ref _protocolErrors);

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Answers of the upstream by hundreds: 2 for 2xx.</summary>
    public long Answers(int statusClass) => Volatile.Read(ref _byClass[statusClass]);

    internal void Requested() => Interlocked.Increment(ref _requests);

    internal void Answered(int status) => Interlocked.Increment(ref _byClass[status / 100]);

    internal void ConnectFailed() => Interlocked.Increment(ref _connectFailures);

    internal void ConnectTimedOut() => Interlocked.Increment(ref _connectTimeouts);

    internal void TimedOut() => Interlocked.Increment(ref _timeouts);

    internal void WasReset() => Interlocked.Increment(ref _resets);

    internal void Overflowed() => Interlocked.Increment(ref _overflows);

    internal void Replayed() => Interlocked.Increment(ref _replays);

    internal void FoundNoneHealthy() => Interlocked.Increment(ref _noneHealthy);

    internal void PickedInPanic() => Interlocked.Increment(ref _inPanic);

    internal void ProtocolErrorSeen() => Interlocked.Increment(ref _protocolErrors);

    internal void WasDropped() => Interlocked.Increment(ref _dropped);
}
