using System.Numerics;

namespace ActorMesh.DataPlane.Http;

/// <summary>What one HTTP listener has seen. Atomics: written by streams, read by the admin API.</summary>
public sealed class ServerCounters
{
    private readonly long[] _byClass = new long[6];
    private readonly long[] _byFlag = new long[32];
    private long _requests, _active, _protocolErrors, _headTimeouts, _idleTimeouts;

    public long Requests => Volatile.Read(ref _requests);

    public long Active => Volatile.Read(ref _active);

    /// <summary>Requests refused because they were not valid HTTP.</summary>
    public long ProtocolErrors => Volatile.Read(ref _protocolErrors);

    public long HeadTimeouts => Volatile.Read(ref _headTimeouts);

    /// <summary>Connections closed because no request came.</summary>
    public long IdleTimeouts => Volatile.Read(ref _idleTimeouts);

    /// <summary>Answers by hundreds: 2 for 2xx.</summary>
    public long Answers(int statusClass) => Volatile.Read(ref _byClass[statusClass]);

    /// <summary>Requests that ended with this flag.</summary>
    public long Flagged(ResponseFlag flag) => Volatile.Read(ref _byFlag[BitOperations.TrailingZeroCount((int)flag)]);

    public void RequestBegan()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _active);
    }

    public void RequestEnded() => Interlocked.Decrement(ref _active);

    public void Answered(int status) => Interlocked.Increment(ref _byClass[status / 100]);

    /// <summary>Counts every flag that is set.</summary>
    public void Flag(ResponseFlag flags)
    {
        for (var rest = (uint)flags; rest != 0; rest &= rest - 1) Interlocked.Increment(ref _byFlag[BitOperations.TrailingZeroCount(rest)]);
    }

    public void ProtocolErrorSeen() => Interlocked.Increment(ref _protocolErrors);

    public void HeadTimedOut() => Interlocked.Increment(ref _headTimeouts);

    public void IdledOut() => Interlocked.Increment(ref _idleTimeouts);
}
