namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>What became of requests that need a token. Atomics.</summary>
internal sealed class TokenCounters
{
    private long _allowed, _denied, _known;

    public long Allowed => Volatile.Read(ref _allowed);

    public long Denied => Volatile.Read(ref _denied);

    public long Known => Volatile.Read(ref _known);

    /// <param name="wasKnown">The same token was found good before.</param>
    public void Passed(bool wasKnown)
    {
        Interlocked.Increment(ref _allowed);
        if (wasKnown) Interlocked.Increment(ref _known);
    }

    public void Refused() => Interlocked.Increment(ref _denied);
}
