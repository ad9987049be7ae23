namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>What a rate limit has seen. Atomics: written by requests, read by the admin API.</summary>
internal sealed class LimitCounters
{
    private long _allowed, _limited, _refused;

    /// <summary>Requests that the limit was asked about.</summary>
    public long Asked => Allowed + Limited;

    /// <summary>Requests for which there were tokens.</summary>
    public long Allowed => Volatile.Read(ref _allowed);

    /// <summary>Requests for which there were none, whether that was enforced or only told.</summary>
    public long Limited => Volatile.Read(ref _limited);

    /// <summary>Those of them that were refused.</summary>
    public long Refused => Volatile.Read(ref _refused);

    public void Passed() => Interlocked.Increment(ref _allowed);

    /// <param name="isEnforced">Whether the request is refused.</param>
    public void Exceeded(bool isEnforced)
    {
        Interlocked.Increment(ref _limited);
        if (isEnforced) Interlocked.Increment(ref _refused);
    }
}
