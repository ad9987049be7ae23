using System.Net;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using SocketAddress = ActorMesh.Runtime.Contracts.Envoy.Core.SocketAddress;

namespace ActorMesh.Hocon.Compiling;

/// <summary>Addresses as the resource model writes them.</summary>
internal static class Addresses
{
    public static Address Of(IPEndPoint address) => Of(address.Address.ToString(), address.Port);

    public static Address Of(string host, int port) => new() { SocketAddress = new SocketAddress { Address = host, PortValue = (uint)port } };

    public static bool IsIp(string host) => IPAddress.TryParse(host, out _);
}
