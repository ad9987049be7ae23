using System.Net;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>What a node lets through of those who ask it for certificates. Any thread.</summary>
internal sealed class IssuingGate(TimeProvider clock)
{
    /// <summary>Tokens in a second that are looked for although their address has been wrong too often: in all, and of one <see cref="CallerNetwork"/>.</summary>
    public const int LookUpsMax = 50, LookUpsPerNetworkMax = 5;

    private readonly Lock _gate = new();
    private readonly IssueLimits _limits = new();
    private readonly RenewalLimits _renewals = new();
    private readonly AddressLocks _locks = new();
    private readonly Dictionary<IPAddress, int> _lookUps = [];
    private long _second;

    /// <summary>Whether a token from there is looked for at all.</summary>
    public bool MayLookUp(IPAddress address)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_locks.Locked(address, now) is null) return true;
            if (now.ToUnixTimeSeconds() is var second && second != _second)
            {
                _second = second;
                _lookUps.Clear();
            }
            var (network, count) = (CallerNetwork.Of(address), _lookUps.GetValueOrDefault(CallerNetwork.Of(address)));
            if (count >= LookUpsPerNetworkMax || _lookUps.Values.Sum() >= LookUpsMax) return false;
            _lookUps[network] = count + 1;
            return true;
        }
    }

    /// <summary>It was wrong.</summary>
    /// <returns>What whoever is locked out is told; null when it is not.</returns>
    public string? Fail(IPAddress address)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_locks.Locked(address, now) is { } wait) return $"{AddressLocks.FailuresMax} wrong tokens came from {address}; try again in {Math.Ceiling(wait.TotalSeconds)} s";
            _locks.Fail(address, now);
            return null;
        }
    }

    /// <param name="renewsFrom">Where it is who shows a certificate; null for a token.</param>
    /// <returns>Why no certificate now; null when there may be one.</returns>
    public string? TakeFor(string identity, IPAddress? renewsFrom = null)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (renewsFrom is null) return _limits.Take(identity, now);
            var tooMany = _renewals.Problem(identity, renewsFrom, now) ?? _limits.Take(identity, now);
            if (tooMany is null) _renewals.Count(identity, renewsFrom);
            return tooMany;
        }
    }
}
