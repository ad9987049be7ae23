using System.Net;

namespace ActorMesh.Hocon.Mesh.Values;

/// <summary>Which IP addresses a replica can have.</summary>
public static class EndpointAddress
{
    /// <returns>What it is instead of an address that callers reach; null when it may be one.</returns>
    public static string? Problem(IPAddress address)
    {
        var bare = Normal(address);
        return bare.GetAddressBytes() switch
        {
            [0, _, _, _] => "no address of anything",
            [169, 254, _, _] => "a link-local address, which other networks have too",
            [>= 224 and <= 239, _, _, _] => "a multicast address",
            [255, 255, 255, 255] => "the broadcast address",
            _ when bare.Equals(IPAddress.IPv6Any) => "no address of anything",
            _ when bare.IsIPv6LinkLocal => "a link-local address, which other networks have too",
            _ when bare.IsIPv6Multicast => "a multicast address",
            _ => null,
        };
    }

    /// <returns>What is written as IPv4 in IPv6 is IPv4.</returns>
    public static IPAddress Normal(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
