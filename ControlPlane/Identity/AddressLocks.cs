using System.Net;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Keeps whoever tries tokens from trying on. A <see cref="CallerNetwork"/> counts as one address. One caller at a time.</summary>
internal sealed class AddressLocks
{
    public const int FailuresMax = 5;

    /// <summary>Addresses that are remembered: beyond it the one that failed longest ago is forgotten.</summary>
    public const int AddressesMax = 4096;

    public static readonly TimeSpan LockedFor = TimeSpan.FromSeconds(60);

    private readonly Dictionary<IPAddress, (int Failures, DateTimeOffset Last)> _failed = [];

    /// <returns>How long it must not try; null when it may.</returns>
    public TimeSpan? Locked(IPAddress address, DateTimeOffset now)
    {
        if (!_failed.TryGetValue(CallerNetwork.Of(address), out var failed) || failed.Failures < FailuresMax) return null;
        return failed.Last + LockedFor > now ? failed.Last + LockedFor - now : null;
    }

    public void Fail(IPAddress address, DateTimeOffset now)
    {
        var network = CallerNetwork.Of(address);
        var failures = _failed.TryGetValue(network, out var failed) && failed.Last + LockedFor > now ? failed.Failures : 0;
        if (_failed.Count >= AddressesMax && !_failed.ContainsKey(network)) Forget(now);
        _failed[network] = (failures + 1, now);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, failed) in _failed)
            if (failed.Last + LockedFor <= now) _failed.Remove(address);
        if (_failed.Count >= AddressesMax) _failed.Remove(_failed.MinBy(entry => entry.Value.Last).Key);
    }
}
