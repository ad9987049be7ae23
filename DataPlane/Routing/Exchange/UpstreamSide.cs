using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// The upstream side of an exchange: the rented connection, the request on its way out, the answer on its way in.
/// It knows how; <see cref="ExchangeLogic"/> knows when and what follows.
/// </summary>
internal sealed class UpstreamSide
{
    private UpstreamConnection? _connection;
    private bool _isReused;
    private bool _hasHeard;
    private bool _largeReads;

    /// <summary>The request as it is sent.</summary>
    public OutgoingMessage Request { get; } = new();

    public bool HasConnection => _connection is not null;

    /// <summary>From now on the client's bytes go to it unread.</summary>
    public void Join(ClientConnection client) => client.PassTo(_connection!.Socket!, _connection.PeerEnds);

    /// <summary>True while the kernel has bytes of the request that it could not take at once.</summary>
    public bool IsSending { get; private set; }

    /// <summary>True when the connection must not be used for another request.</summary>
    public bool IsSpoilt { get; set; }

    /// <summary>False when the connection broke: what came before may be a part only.</summary>
    public bool EndedOrderly { get; private set; }

    public ResponseReader Reader => _connection!.Reader;

    public bool IsTunnel => _connection is { } connection && connection.Reader.Head.Body == BodyKind.Tunnel;

    /// <summary>True while a wait for the answer is under way: no need to look.</summary>
    public bool IsWaiting => _connection!.IsWaiting;

    /// <summary>
    /// The keep-alive race: a reused connection closed just as this request was sent on it, before a byte of the answer. Such a request
    /// may be sent again if it is idempotent and still whole in the buffer.
    /// </summary>
    public bool MayReplay(HttpMethod method) =>
        _isReused && method.IsIdempotent && Request is { CanReplay: true, IsComplete: true } && !_hasHeard;

    /// <summary>True once any of the request went out on the connection in hand.</summary>
    public bool HasSent { get; private set; }

    public AcquireResult Acquire(UpstreamPool pool, PendingRequest pending)
    {
        HasSent = false;
        while (true)
        {
            var result = pool.Acquire(pending, out _connection);
            if (result != AcquireResult.Reused || _connection!.IsWaiting) return result;
            _connection.Close(); // It ended in the moment it was lent.
        }
    }

    /// <summary>True when the connect has ended at once.</summary>
    public bool Connect() => _connection!.Connect();

    /// <summary>What has become of the wait for a connection.</summary>
    public ConnectProgress LookForConnection(PendingRequest pending)
    {
        _connection ??= pending.Granted;
        if (_connection is not { } connection || connection.IsConnecting) return ConnectProgress.Waiting;
        if (connection.IsOpen) return ConnectProgress.Ready;
        return connection.HasConnectResult ? ConnectProgress.Failed : ConnectProgress.FreePlace;
    }

    /// <summary>Why the handshake failed; null when it did not, or there was none.</summary>
    public string? ConnectProblem => _connection?.ConnectProblem;

    /// <summary>The connection stands: the exchange of messages begins.</summary>
    public void Begin(HttpMethod method)
    {
        _isReused = _connection!.RequestsServed > 0;
        _hasHeard = false;
        Reader.Expect(method);
    }

    /// <summary>Sends what there is of the request. True when all of it is with the kernel.</summary>
    public bool SendOn()
    {
        while (!IsSpoilt && Request.Next() is { } chunk)
        {
            HasSent = true;
            if (!_connection!.Send(chunk.Array, chunk.Start, chunk.Length))
            {
                IsSending = true;
                return false;
            }

            // The upstream may have answered before it closed: what it said decides, so read on.
            IsSpoilt = _connection.SendError != SocketError.Success;
        }

        return true;
    }

    /// <summary>True when a send that was under way has ended.</summary>
    public bool TakeSent()
    {
        if (!IsSending || _connection!.IsSending) return false;
        IsSending = false;
        IsSpoilt = _connection.SendError != SocketError.Success;
        return true;
    }

    /// <summary>Reads on. <see cref="ReadStep.NeedMore"/> means that the stage will be woken, unless <paramref name="ended"/>.</summary>
    /// <param name="ended">The upstream closed the connection.</param>
    public ReadStep Read(out bool ended)
    {
        ended = false;
        var received = _connection!.Received;
        while (true)
        {
            if (!received.IsEmpty)
            {
                var step = Reader.Read(received.Array, received.Start, received.End, out var consumed);
                received.Consume(consumed);
                if (step != ReadStep.NeedMore) return step;
            }

            if (!_connection.WaitReadable()) return ReadStep.NeedMore;
            var count = _connection.Read(_largeReads, out var error);
            _largeReads |= count >= ByteBuffer.SmallSize;
            _hasHeard |= count > 0;
            if (count > 0 || error == SocketError.WouldBlock) continue;
            ended = true;
            EndedOrderly = error == SocketError.Success;
            return ReadStep.NeedMore;
        }
    }

    public void ShutdownSend() => _connection!.ShutdownSend();

    /// <summary>Lets go of the connection but keeps the request, to send it on another.</summary>
    /// <param name="answerIsHere">Its answer was read, up to its head: if all of it is here already, the connection can serve again.</param>
    public void Drop(bool answerIsHere)
    {
        var isReusable = answerIsHere && !IsSending && !IsSpoilt && Request.IsComplete;
        IsSending = IsSpoilt = false;
        if (_connection is not { } connection) return;
        _connection = null;
        if (isReusable && SkipRest(connection) && connection.Reader.Head.KeepAlive && connection.Received.IsEmpty) connection.Pool.Return(connection);
        else connection.Close(abort: true);
    }

    private static bool SkipRest(UpstreamConnection connection)
    {
        var received = connection.Received;
        while (!connection.Reader.Part.IsLast)
        {
            if (received.IsEmpty || connection.Reader.Read(received.Array, received.Start, received.End, out var consumed) != ReadStep.Part) return false;
            received.Consume(consumed);
        }

        return true;
    }

    /// <summary>Ends the exchange: the connection goes back to its pool if it can serve again, else it is closed.</summary>
    /// <param name="answerIsLent">A write to the client may still read from the answer's buffer: it is not to be used again.</param>
    public void LetGo(bool mayReuse, bool answerIsLent)
    {
        var isReusable = mayReuse && !IsSending && !IsSpoilt && Request.IsComplete;
        if (IsSending) Request.Abandon(); // The kernel may still be reading it.
        Request.Release();
        IsSending = IsSpoilt = false;
        if (_connection is not { } connection) return;
        _connection = null;
        if (answerIsLent) connection.Received.Abandon();
        if (isReusable && connection.Reader.Head.KeepAlive && connection.Received.IsEmpty) connection.Pool.Return(connection);
        else connection.Close(abort: !mayReuse);
    }
}
