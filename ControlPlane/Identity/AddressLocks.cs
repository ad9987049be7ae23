using System.Net;
using System.Net.Sockets;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Keeps whoever tries tokens from trying on. A network of IPv6 (/64) counts as one address. One caller at a time.</summary>
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
        if (!_failed.TryGetValue(Network(address), out var failed) || failed.Failures < FailuresMax) return null;
        return failed.Last + LockedFor > now ? failed.Last + LockedFor - now : null;
    }

    public void Fail(IPAddress address, DateTimeOffset now)
    {
        var network = Network(address);
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

    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
