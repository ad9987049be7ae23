using System.Net;
using System.Net.Sockets;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>What a name resolved to, and which of its addresses a cluster uses. Pure.</summary>
public static class DnsAnswer
{
    /// <param name="family">Null prefers IPv6 where there is any, else IPv4.</param>
    public static IReadOnlyList<IPAddress> Usable(IReadOnlyList<IPAddress> addresses, AddressFamily? family)
    {
        if (family is { } wanted) return [.. addresses.Where(address => address.AddressFamily == wanted)];
        var six = addresses.Where(address => address.AddressFamily == AddressFamily.InterNetworkV6).ToList();
        return six.Count > 0 ? six : addresses;
    }
}
