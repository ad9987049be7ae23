namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What limits of the whole mesh did to the requests of one cluster. Atomics.</summary>
public sealed class GlobalLimitCounters
{
    private long _ok, _overLimit, _errors, _failureModeAllowed;

    /// <summary>Requests that had tokens.</summary>
    public long Ok => Volatile.Read(ref _ok);

    /// <summary>Requests that were refused.</summary>
    public long OverLimit => Volatile.Read(ref _overLimit);

    /// <summary>Requests for which nobody could say.</summary>
    public long Errors => Volatile.Read(ref _errors);

    /// <summary>Those of them that were let pass.</summary>
    public long FailureModeAllowed => Volatile.Read(ref _failureModeAllowed);

    internal void Passed() => Interlocked.Increment(ref _ok);

    internal void Exceeded() => Interlocked.Increment(ref _overLimit);

    /// <param name="isAllowed">Whether the request is let pass.</param>
    internal void Failed(bool isAllowed)
    {
        Interlocked.Increment(ref _errors);
        if (isAllowed) Interlocked.Increment(ref _failureModeAllowed);
    }
}
