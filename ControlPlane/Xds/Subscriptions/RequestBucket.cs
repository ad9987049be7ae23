using ActorMesh.Runtime.Time;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>Tokens that come back at a steady rate. Full in the beginning. Its state is the time at which it is full again.</summary>
/// <param name="tokensMax">At least 1.</param>
/// <param name="perSecond">More than 0.</param>
public sealed class RequestBucket(int tokensMax, double perSecond)
{
    private readonly TimeSpan _period = TimeSpan.FromSeconds(1 / perSecond);
    private Instant _full = new(long.MinValue);

    /// <summary>Takes a token if there is one.</summary>
    /// <param name="wait">When there is none: how long until there is.</param>
    public bool TryTake(Instant now, out TimeSpan wait)
    {
        var full = (_full > now ? _full : now) + _period;
        var beyond = full - now - (tokensMax * _period);
        wait = beyond > TimeSpan.Zero ? beyond : TimeSpan.Zero;
        if (beyond > TimeSpan.Zero) return false;
        _full = full;
        return true;
    }
}
