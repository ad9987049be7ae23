using System.Net;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using SocketAddress = ActorMesh.Runtime.Contracts.Envoy.Core.SocketAddress;

namespace ActorMesh.Hocon.Compiling;

/// <summary>Addresses as the resource model writes them.</summary>
internal static class Addresses
{
    public static Address Of(IPEndPoint address) => Of(address.Address.ToString(), address.Port);

    public static Address Of(string host, int port) => new() { SocketAddress = new SocketAddress { Address = host, PortValue = (uint)port } };

    /// <summary>Whether it is a literal. A service may be called 10, which is an address only to those who read too much into it.</summary>
    public static bool IsIp(string host) => (host.Contains(':') || host.Count(c => c == '.') == 3) && IPAddress.TryParse(host, out _);
}
