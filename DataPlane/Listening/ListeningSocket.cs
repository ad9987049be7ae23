using System.Net.Sockets;
using ActorMesh.DataPlane.Configuration;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Opens listening sockets, so that an address which cannot be had refuses an update before anything of it is applied.</summary>
internal static class ListeningSocket
{
    /// <summary>Connections that may wait to be accepted; the kernel caps it at net.core.somaxconn.</summary>
    private const int Backlog = 4096;

    /// <exception cref="ResourceException">The address cannot be bound; says why and what to do.</exception>
    public static Socket Bind(ListenerPlan plan)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(plan.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(plan.Address);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            var advice = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another process listens there; stop it or choose another port",
                SocketError.AccessDenied => "ports below 1024 need a privilege (CAP_NET_BIND_SERVICE); choose a higher one or grant it",
                SocketError.AddressNotAvailable => "this machine has no such address",
                _ => e.Message,
            };
            throw new ResourceException($"listener '{plan.Name}'", $"cannot bind {plan.Address}: {advice}", e);
        }
    }
}
