using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Listening;

/// <summary>
/// The beginning of one client connection, before there is a stream: looks at its first bytes, chooses the chain that takes it, and carries out
/// the handshake. Both have a limit, as nothing else bounds a client that says nothing.
/// </summary>
internal sealed class ConnectionOpening : ISocketOwner
{
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(1);

    private const int LeaveBytesMax = 64 * 1024;

    private readonly PlainConnection _wire;
    private readonly ListenerPlan _plan;
    private readonly TrafficContext _context;
    private readonly Action<ConnectionOpening> _onEnded;
    private readonly Alarm _alarm;
    private readonly ByteBuffer _first = new(BufferPool.Tiny);
    private readonly Lock _lock = new();
    private Instant _due;
    private bool _hasFinished;
    private int _leftBytes;
    private volatile bool _isLate;
    private bool _isOver;
    private volatile bool _isLeaving;
    private bool _isGone;

    /// <param name="onEnded">Called once, from any thread.</param>
    public ConnectionOpening(PlainConnection wire, ListenerPlan plan, TrafficContext context, Action<ConnectionOpening> onEnded)
    {
        (_wire, _plan, _context, _onEnded) = (wire, plan, context, onEnded);
        Remote = wire.Socket.RemoteEndPoint;
        _alarm = new Alarm(context.Wheel, OnLate);
    }

    public OpeningEnd End { get; private set; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Set when it went well, as is <see cref="Connection"/>.</summary>
    public ChainPlan? Chain { get; private set; }

    public SocketConnection? Connection { get; private set; }

    public EndPoint? Remote { get; }

    /// <summary>The server that the client asked for (SNI); null when it named none.</summary>
    public string? ServerName { get; private set; }

    public void Start()
    {
        Limit(_plan.OpeningLimit);
        _wire.Owner = this;
        Look();
    }

    /// <summary>Ends it, whatever it is doing.</summary>
    public void Abort()
    {
        _isLate = true;
        _wire.Abort(); // Whoever waits for it is told.
    }

    /// <summary>A client that says nothing may be one whose server is to speak first: where plain connections are let in, it is let in as one.</summary>
    private void OnLate()
    {
        if (_isLeaving) // Without the lock: somebody may be reading under it.
        {
            Abort();
            return;
        }

        lock (_lock)
        {
            if (_hasFinished || _context.Clock.Now < _due) return; // It was moved meanwhile.
            if (!_isOver && _first.IsEmpty && ChainFor(hello: null) is { Tls: null })
            {
                _isOver = true;
                Choose(hello: null);
                return;
            }
        }

        Abort();
    }

    void ISocketOwner.OnReadable()
    {
        if (_isLeaving) Leave();
        else Look();
    }

    void ISocketOwner.OnSent()
    {
    }

    private void Look()
    {
        lock (_lock) // The socket may be closed by the alarm while its events come in.
        {
            while (!_isOver && _wire.WaitReadable())
            {
                var room = _first.Free(BufferPool.Tiny / 2).Length;
                var count = _wire.Read(_first.Array.AsMemory(_first.End, room), out var error);
                if (error == SocketError.WouldBlock) continue;
                if (count == 0)
                {
                    Finish(_isLate ? OpeningEnd.Late : OpeningEnd.Gone);
                    return;
                }

                _first.Advance(count);
                var step = ClientHello.Read(_first.Span, out var hello);
                if (step == ClientHelloStep.NeedMore && _first.Length < ClientHello.BytesMax) continue;
                _isOver = true;
                Choose(step == ClientHelloStep.NotTls ? null : hello ?? ClientHello.Unread);
            }
        }
    }

    private void Choose(ClientHello? hello)
    {
        _wire.Owner = null;
        if (!_first.IsEmpty) _wire.Unread(_first);
        ServerName = hello is { ServerName.Length: > 0 } ? hello.ServerName : null;
        Chain = ChainFor(hello);
        if (Chain is null) Refuse(hello is null ? OpeningEnd.PlainRefused : OpeningEnd.Unmatched);
        else if (Chain.Tls is null) Succeed(_wire, OpeningEnd.Plain);
        else if (hello is null) Refuse(OpeningEnd.PlainRefused);
        else if (Chain.Tls.RequiresServerName && ServerName is null) Refuse(OpeningEnd.Unmatched);
        else Secure(Chain.Tls);
    }

    private void Limit(TimeSpan limit)
    {
        _due = _context.Clock.Now + limit;
        _alarm.Set(_due);
    }

    private ChainPlan? ChainFor(ClientHello? hello) => ChainMatch.Choose(_plan.Chains, chain => chain.Match, hello);

    private void Secure(ServerTls tls)
    {
        if (TlsHandshake.With(_wire, tls, _context.Secrets, OnHandshake) is not { } handshake)
        {
            Refuse(OpeningEnd.SecretsNotReady);
            return;
        }

        Limit(_plan.OpeningLimit);
        handshake.Start();
    }

    private void OnHandshake(TlsHandshake handshake)
    {
        Problem = handshake.Problem;
        if (handshake.Connection is { } connection) Succeed(connection, OpeningEnd.Secured);
        else if (_isLate) Finish(OpeningEnd.Late);
        else
        {
            Limit(LeaveLimit);
            _wire.ShutdownSend();
            (_isLeaving, _wire.Owner) = (true, this);
            Leave();
        }
    }

    /// <summary>
    /// The client was told by an alert why it is refused. To close with bytes of its unread would reset the connection, and the alert would be lost: they are
    /// taken first, for a short time.
    /// </summary>
    private void Leave()
    {
        lock (_lock)
        {
            Span<byte> rest = stackalloc byte[1024];
            while (!_isGone && _wire.WaitReadable())
            {
                var count = _wire.Read(rest, out var error);
                _leftBytes += count;
                if ((count > 0 && _leftBytes < LeaveBytesMax) || error == SocketError.WouldBlock) continue;
                _isGone = true;
                Finish(OpeningEnd.Failed);
            }
        }
    }

    private void Succeed(SocketConnection connection, OpeningEnd end)
    {
        Connection = connection;
        Finish(end);
    }

    private void Refuse(OpeningEnd end)
    {
        _wire.Abort();
        Finish(end);
    }

    private void Finish(OpeningEnd end)
    {
        (_isOver, _hasFinished) = (true, true);
        _alarm.Remove();
        if (Connection is null) _wire.Dispose();
        End = end;
        _onEnded(this);
    }
}
