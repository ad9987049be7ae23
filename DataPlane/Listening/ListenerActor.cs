using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using Akka.Actor;
using Akka.Streams;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Owns one bound socket and the connections that came in through it.</summary>
public sealed class ListenerActor : UntypedActor
{
    private readonly Lock _lock = new();
    private readonly HashSet<ClientConnection> _connections = [];
    private readonly ConnectionGraph _graph;
    private readonly IMaterializer _materializer;
    private readonly IPEndPoint _address;
    private Socket? _socket;

    public ListenerActor(IPEndPoint address, ConnectionGraph graph, IMaterializer materializer)
    {
        _address = address;
        _graph = graph;
        _materializer = materializer;
    }

    public abstract record Message
    {
        internal sealed record Accepted(Socket Socket) : Message;
    }

    protected override void PreStart()
    {
        _socket = new Socket(_address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(_address);
        _socket.Listen(4096);
        var self = Self;
        new Acceptor(_socket, socket => self.Tell(new Message.Accepted(socket), ActorRefs.NoSender), _ => { }).Run();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Accepted accepted:
                var connection = new ClientConnection(new SocketConnection(accepted.Socket), Forget);
                lock (_lock) _connections.Add(connection);
                _graph.Run(connection, _materializer);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Forget(ClientConnection connection)
    {
        lock (_lock) _connections.Remove(connection);
    }
}
