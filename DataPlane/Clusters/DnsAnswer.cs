using System.Net;
using System.Net.Sockets;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>What a name resolved to, and which of its addresses a cluster uses. Pure.</summary>
public static class DnsAnswer
{
    /// <returns>The addresses that are used, in the order of the answer.</returns>
    public static IReadOnlyList<IPAddress> Usable(IReadOnlyList<IPAddress> addresses, DnsFamily family) => family switch
    {
        DnsFamily.V4Only => Of(addresses, AddressFamily.InterNetwork),
        DnsFamily.V6Only => Of(addresses, AddressFamily.InterNetworkV6),
        DnsFamily.V4Preferred => Preferred(addresses, AddressFamily.InterNetwork),
        DnsFamily.All => addresses,
        _ => Preferred(addresses, AddressFamily.InterNetworkV6),
    };

    private static IReadOnlyList<IPAddress> Preferred(IReadOnlyList<IPAddress> addresses, AddressFamily family) =>
        Of(addresses, family) is { Count: > 0 } preferred ? preferred : addresses;

    private static List<IPAddress> Of(IReadOnlyList<IPAddress> addresses, AddressFamily family) =>
        [.. addresses.Where(address => address.AddressFamily == family)];
}
