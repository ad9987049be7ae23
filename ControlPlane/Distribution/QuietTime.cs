namespace ActorMesh.ControlPlane.Distribution;

/// <summary>Gathers changes that come in bursts: they are dealt with together once none came for a while, but never later than a limit.</summary>
/// <param name="quiet">How long none has to come.</param>
/// <param name="limit">How long the first one waits at most.</param>
public sealed class QuietTime(TimeSpan quiet, TimeSpan limit)
{
    private DateTimeOffset? _first;

    public bool IsPending => _first is not null;

    /// <returns>How long to wait from now on; a change in between asks anew.</returns>
    public TimeSpan Change(DateTimeOffset now)
    {
        _first ??= now;
        var left = _first.Value + limit - now;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < quiet ? left : quiet;
    }

    /// <summary>They are dealt with.</summary>
    public void Clear() => _first = null;
}
