namespace ActorMesh.DataPlane.Http;

/// <summary>What one HTTP listener has seen. Atomics: written by streams, read by the admin API.</summary>
public sealed class ServerCounters
{
    private long _requests;
    private long _active;
    private long _protocolErrors;
    private long _headTimeouts;
    private long _idleTimeouts;

    public long Requests => Volatile.Read(ref _requests);

    public long Active => Volatile.Read(ref _active);

    public long ProtocolErrors => Volatile.Read(ref _protocolErrors);

    public long HeadTimeouts => Volatile.Read(ref _headTimeouts);

    public long IdleTimeouts => Volatile.Read(ref _idleTimeouts);

    public void RequestBegan()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _active);
    }

    public void RequestEnded() => Interlocked.Decrement(ref _active);

    public void ProtocolErrorSeen() => Interlocked.Increment(ref _protocolErrors);

    public void HeadTimedOut() => Interlocked.Increment(ref _headTimeouts);

    public void IdledOut() => Interlocked.Increment(ref _idleTimeouts);
}
