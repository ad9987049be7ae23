using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Two connected loopback sockets: one is a client connection of the proxy, the other is what the client holds.</summary>
internal sealed class SocketPair : IDisposable
{
    private readonly List<ClientEvent> _events = [];

    public SocketPair()
    {
        (var accepted, Client) = Loopback.Pair();
        Connection = new ClientConnection(SocketDriver.Current.Adopt(accepted), (_, what) =>
        {
            lock (_events) _events.Add(what);
        });
    }

    public Socket Client { get; }

    public ClientConnection Connection { get; }

    /// <summary>What the connection told its listener.</summary>
    public IReadOnlyList<ClientEvent> Events
    {
        get
        {
            lock (_events) return [.. _events];
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Connection.Socket.Dispose();
    }
}
