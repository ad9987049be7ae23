using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Two connected loopback sockets: one is a client connection of the proxy, the other is what the client holds.</summary>
internal sealed class SocketPair : IDisposable
{
    private readonly List<ClientEvent> _events = [];

    public SocketPair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Client.Connect(listener.LocalEndPoint!);
        Connection = new ClientConnection(SocketDriver.Current.Adopt(listener.Accept()), (_, what) =>
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
