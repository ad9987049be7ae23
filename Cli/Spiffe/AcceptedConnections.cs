using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorMesh.Cli.Spiffe;

/// <summary>Gives a server connections that were accepted and looked at before: it opens no socket itself.</summary>
internal sealed class AcceptedConnections(EndPoint endPoint) : IConnectionListenerFactory, IConnectionListener
{
    private const int WaitingMax = 64;

    private readonly SocketConnectionContextFactory _factory = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);

    private readonly Channel<ConnectionContext> _accepted = Channel.CreateBounded<ConnectionContext>(WaitingMax);

    public EndPoint EndPoint => endPoint;

    /// <summary>Who is at the other end of the connection that a request came on.</summary>
    public static SocketPeer PeerOf(HttpContext http) => (SocketPeer)http.Features.Get<IConnectionItemsFeature>()!.Items[typeof(SocketPeer)]!;

    /// <returns>False when too many wait already; it is closed then.</returns>
    public bool TryAdd(Socket socket, SocketPeer peer)
    {
        var connection = _factory.Create(socket);
        connection.Items[typeof(SocketPeer)] = peer;
        if (_accepted.Writer.TryWrite(connection)) return true;
        socket.Dispose();
        return false;
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _accepted.Reader.WaitToReadAsync(cancellationToken) && _accepted.Reader.TryRead(out var next) ? next : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _accepted.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _factory.Dispose();
        return ValueTask.CompletedTask;
    }
}
