namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>The keys of one issuer as they are now. Requests read it; who fetches the keys writes it.</summary>
public sealed class KeyCell
{
    private volatile KeySet? _keys;
    private volatile Action? _onMissed;
    private int _isMissed;

    /// <summary>Null until they were fetched once.</summary>
    public KeySet? Keys
    {
        get => _keys;
        internal set => _keys = value;
    }

    /// <summary>Called from any thread, once until <see cref="Heed"/>, when a token was signed by a key that is not there.</summary>
    internal Action? OnMissed
    {
        set => _onMissed = value;
    }

    internal void Miss()
    {
        if (Interlocked.Exchange(ref _isMissed, 1) == 0) _onMissed?.Invoke();
    }

    internal void Heed() => Volatile.Write(ref _isMissed, 0);
}
