using System.Net;
using System.Net.Sockets;

namespace ActorMesh.ControlPlane;

/// <summary>What counts as one place that callers come from: an address, and of IPv6 a /64, since whoever has one has all of it.</summary>
internal static class CallerNetwork
{
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
