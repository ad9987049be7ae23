using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes.Epoll;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>A connection that OpenSSL secures, over a socket that epoll watches.</summary>
/// <remarks>OpenSSL is called under a lock: a send goes on when the socket takes bytes again, whoever reads meanwhile. It is free but for that moment.</remarks>
internal sealed class OpenSslConnection : TlsConnection, ISocketOwner
{
    private readonly Lock _lock = new();
    private readonly EpollConnection _wire;
    private SslPipe? _pipe;
    private byte[] _rest = [];
    private int _restStart, _restEnd;
    private volatile bool _hasMore;
    private volatile bool _isSending;
    private volatile bool _owesGoodbye;

    public OpenSslConnection(EpollConnection wire, SslPipe pipe, PeerCheck check)
        : base(check)
    {
        (_wire, _pipe, _hasMore) = (wire, pipe, pipe.MayReadOn);
        wire.Owner = this;
    }

    public override Socket Socket => _wire.Socket;

    public override SocketConnection Carrier => _wire;

    public override bool IsWaiting => _wire.IsWaiting;

    public override bool IsSending => _isSending;

    public override bool HasPeerEnded => _wire.HasPeerEnded;

    public override bool IsReset => base.IsReset || _wire.IsReset;

    public override StageSignal? PeerEndSignal
    {
        get => _wire.PeerEndSignal;
        set => _wire.PeerEndSignal = value;
    }

    public override bool WaitReadable() => _hasMore || _wire.WaitReadable();

    public override int Read(Memory<byte> into, out SocketError error)
    {
        lock (_lock)
        {
            error = SocketError.OperationAborted;
            if (_pipe is not { } pipe) return 0;
            var count = pipe.Read(into.Span, out var step);
            error = Outcome(pipe, step);
            return count;
        }
    }

    public override SocketOutlook Look()
    {
        lock (_lock)
        {
            if (_pipe is not { } pipe) return SocketOutlook.Broken;
            var step = pipe.Peek();
            return Outcome(pipe, step) switch
            {
                SocketError.Success => step == SslStep.Done ? SocketOutlook.Bytes : SocketOutlook.End,
                SocketError.WouldBlock => SocketOutlook.Nothing,
                _ => SocketOutlook.Broken,
            };
        }
    }

    public override bool Send(byte[] array, int start, int length)
    {
        lock (_lock)
        {
            (_rest, _restStart, _restEnd) = (array, start, start + length);
            SendError = SocketError.Success;
            if (SendOn()) return true;
            _isSending = true;
        }

        if (_wire.WaitWritable()) ((ISocketOwner)this).OnSent();
        return false;
    }

    /// <summary>close_notify, as soon as the wire takes it, then FIN.</summary>
    public override void ShutdownSend()
    {
        do
        {
            lock (_lock) _owesGoodbye = _pipe?.SayGoodbye() == false;
        }
        while (_owesGoodbye && _wire.WaitWritable());

        if (!_owesGoodbye) _wire.ShutdownSend();
    }

    public override void Rest()
    {
        lock (_lock)
            if (_pipe is not null && !_isSending) _pipe.FreeBuffers();
    }

    void ISocketOwner.OnReadable() => Owner?.OnReadable();

    void ISocketOwner.OnSent()
    {
        if (_owesGoodbye) ShutdownSend();
        do
        {
            lock (_lock)
            {
                if (!_isSending) return;
                if (SendOn())
                {
                    _isSending = false;
                    break;
                }
            }
        }
        while (_wire.WaitWritable());

        if (!_isSending) Owner?.OnSent();
    }

    protected override void Close()
    {
        lock (_lock)
        {
            if (!IsAborted && !_isSending && !_wire.IsReset) _pipe?.SayGoodbye();
            _pipe?.Dispose();
            _pipe = null;
        }

        if (IsAborted) _wire.Abort();
        else _wire.Dispose();
    }

    /// <summary>True when all is sent, or never will be. Under the lock.</summary>
    private bool SendOn()
    {
        while (_restStart < _restEnd)
        {
            var step = SslStep.Failed;
            if (_pipe is { } pipe) _restStart += pipe.Write(_rest.AsSpan(_restStart, _restEnd - _restStart), out step);
            if (step == SslStep.WantsToWrite) return false;
            if (step == SslStep.Done) continue;
            SendError = _pipe?.WireError is { } error and not SocketError.Success ? error : SocketError.ConnectionAborted;
            break;
        }

        _rest = [];
        return true;
    }

    private SocketError Outcome(SslPipe pipe, SslStep step)
    {
        _hasMore = pipe.MayReadOn; // An end, too, though nothing more comes on the wire.
        return step switch
        {
            SslStep.Done or SslStep.Ended => SocketError.Success,
            SslStep.WantsToRead => SocketError.WouldBlock,
            _ => pipe.WireError != SocketError.Success ? pipe.WireError : SocketError.ConnectionAborted, // What came is no TLS, or was tampered with.
        };
    }
}
