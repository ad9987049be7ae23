using System.Net;
using System.Net.Sockets;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>Finds which of this machine's addresses leads to another. Nothing is sent.</summary>
internal static class LocalAddress
{
    /// <exception cref="MemberException">None does, or the name is not known.</exception>
    public static string Towards(MemberAddress other)
    {
        try
        {
            using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(other.Host, other.Port);
            var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }
        catch (SocketException e)
        {
            throw new MemberException($"no address of this machine leads to {other}: {e.Message}; name one that others reach it by: --join-address HOST");
        }
    }
}
