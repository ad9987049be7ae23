namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>What policies have decided. Atomics: written by requests and connections, read by the admin API.</summary>
internal sealed class AccessCounters
{
    private long _allowed, _denied, _shadowAllowed, _shadowDenied;

    public long Allowed => Volatile.Read(ref _allowed);

    public long Denied => Volatile.Read(ref _denied);

    public long ShadowAllowed => Volatile.Read(ref _shadowAllowed);

    public long ShadowDenied => Volatile.Read(ref _shadowDenied);

    public void Decided(bool isAllowed) => Interlocked.Increment(ref isAllowed ? ref _allowed : ref _denied);

    public void Told(bool isAllowed) => Interlocked.Increment(ref isAllowed ? ref _shadowAllowed : ref _shadowDenied);
}
