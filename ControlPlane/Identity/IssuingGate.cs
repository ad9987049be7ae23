using System.Net;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>What a node lets through of those who ask it for certificates. Any thread.</summary>
internal sealed class IssuingGate(TimeProvider clock)
{
    /// <summary>Tokens in a second that are looked for although their address has been wrong too often.</summary>
    public const int LookUpsMax = 50;

    private readonly Lock _gate = new();
    private readonly IssueLimits _limits = new();
    private readonly RenewalLimits _renewals = new();
    private readonly AddressLocks _locks = new();
    private (long Second, int Count) _lookUps;

    /// <summary>Whether a token from there is looked for at all.</summary>
    public bool MayLookUp(IPAddress address)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_locks.Locked(address, now) is null) return true;
            _lookUps = _lookUps.Second == now.ToUnixTimeSeconds() ? (_lookUps.Second, _lookUps.Count + 1) : (now.ToUnixTimeSeconds(), 1);
            return _lookUps.Count <= LookUpsMax;
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

    /// <param name="serial">Of the certificate that asks; null for a token.</param>
    /// <returns>Why no certificate now; null when there may be one.</returns>
    public string? TakeFor(string identity, string? serial = null)
    {
        var now = clock.GetUtcNow();
        lock (_gate) return (serial is null ? null : _renewals.Take(serial, now)) ?? _limits.Take(identity, now);
    }
}
