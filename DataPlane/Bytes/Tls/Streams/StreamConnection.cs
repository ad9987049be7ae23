using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls.Streams;

/// <summary>A connection that <see cref="SslStream"/> secures.</summary>
/// <remarks>
/// It waits with a read of nothing, which ends when bytes have been decrypted and lie in its buffer; the read that takes them then ends at once.
/// </remarks>
internal sealed class StreamConnection : TlsConnection
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Ready = 2;

    private readonly SocketConnection _wire;
    private readonly SslStream _ssl;
    private readonly Action _onRead;
    private readonly Action _onSent;
    private ValueTaskAwaiter<int> _read;
    private ValueTaskAwaiter _sending;
    private int _wait;
    private SocketError _readError;
    private volatile bool _isSending;
    private bool _hasPeeked;
    private byte _peeked;

    public StreamConnection(SocketConnection wire, WireStream stream, SslStream ssl, PeerCheck check)
        : base(check)
    {
        (_wire, _ssl) = (wire, ssl);
        (_onRead, _onSent) = (OnRead, OnSent);
        stream.OnEvent = OnWire;
        stream.ContinuesElsewhere = false;
    }

    public override Socket Socket => _wire.Socket;

    public override SocketConnection Carrier => _wire;

    public override bool IsWaiting => Volatile.Read(ref _wait) == Waiting;

    public override bool IsSending => _isSending;

    public override bool HasPeerEnded => _wire.HasPeerEnded;

    public override bool IsReset => base.IsReset || _wire.IsReset;

    public override StageSignal? PeerEndSignal
    {
        get => _wire.PeerEndSignal;
        set => _wire.PeerEndSignal = value;
    }

    public override bool WaitReadable()
    {
        if (_hasPeeked) return true;
        switch (Volatile.Read(ref _wait))
        {
            case Ready: return true;
            case Waiting: return false;
        }

        return HasEnded(_ssl.ReadAsync(Memory<byte>.Empty));
    }

    public override int Read(Memory<byte> into, out SocketError error)
    {
        error = SocketError.Success;
        if (!_hasPeeked) return ReadOn(into, out error);
        _hasPeeked = false;
        into.Span[0] = _peeked;
        return into.Length == 1 ? 1 : 1 + ReadOn(into[1..], out _); // An error behind it is told by the next read.
    }

    public override SocketOutlook Look()
    {
        if (_hasPeeked) return SocketOutlook.Bytes;
        Memory<byte> one = new byte[1];
        var count = ReadOn(one, out var error);
        if (count == 0) return error switch
        {
            SocketError.Success => SocketOutlook.End,
            SocketError.WouldBlock => SocketOutlook.Nothing,
            _ => SocketOutlook.Broken,
        };
        (_hasPeeked, _peeked) = (true, one.Span[0]);
        return SocketOutlook.Bytes;
    }

    public override bool Send(byte[] array, int start, int length)
    {
        return HasEnded(_ssl.WriteAsync(array.AsMemory(start, length)));
    }

    /// <summary>close_notify (RFC 8446, section 6.1), then FIN.</summary>
    public override void ShutdownSend()
    {
        var ended = SayGoodbye();
        if (ended.IsCompleted) _wire.ShutdownSend();
        else ended.GetAwaiter().UnsafeOnCompleted(_wire.ShutdownSend);
    }

    protected override void Close()
    {
        if (IsAborted) _wire.Abort();
        else
        {
            if (!_isSending && !_wire.IsReset) _ = SayGoodbye();
            _wire.Dispose();
        }

        _ssl.Dispose();
    }

    private async Task SayGoodbye()
    {
        try
        {
            await _ssl.ShutdownAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The peer is gone already.
        }
    }

    private int ReadOn(Memory<byte> into, out SocketError error)
    {
        if (!WaitReadable())
        {
            error = SocketError.WouldBlock;
            return 0;
        }

        error = _readError;
        if (error != SocketError.Success) return 0;
        Volatile.Write(ref _wait, Idle);
        try
        {
            return Now(_ssl.ReadAsync(into));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            error = _readError = ErrorOf(e);
            return 0;
        }
    }

    private bool HasEnded(ValueTask<int> read)
    {
        var awaiter = read.GetAwaiter();
        if (awaiter.IsCompleted)
        {
            EndWait(awaiter);
            return true;
        }

        _read = awaiter;
        Volatile.Write(ref _wait, Waiting);
        awaiter.UnsafeOnCompleted(_onRead);
        return false;
    }

    private bool HasEnded(ValueTask sending)
    {
        var awaiter = sending.GetAwaiter();
        if (awaiter.IsCompleted)
        {
            EndSend(awaiter);
            return true;
        }

        _sending = awaiter;
        _isSending = true;
        awaiter.UnsafeOnCompleted(_onSent);
        return false;
    }

    private static int Now(ValueTask<int> read) => read.IsCompleted
        ? read.GetAwaiter().GetResult()
        : throw new InvalidOperationException("SslStream said that there is something to read, and waits for it.");

    private void OnRead()
    {
        EndWait(_read);
        Owner?.OnReadable();
    }

    private void EndWait(ValueTaskAwaiter<int> read)
    {
        try
        {
            read.GetResult();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            _readError = ErrorOf(e);
        }

        Volatile.Write(ref _wait, Ready);
    }

    private void OnSent()
    {
        EndSend(_sending);
        _isSending = false;
        Owner?.OnSent();
    }

    private void EndSend(ValueTaskAwaiter sending)
    {
        try
        {
            sending.GetResult();
            SendError = SocketError.Success;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            SendError = ErrorOf(e);
        }
    }

    /// <summary>The wire was reset or closed: whoever waits for nothing, because unread bytes are there, is to know too.</summary>
    private void OnWire()
    {
        if (_wire.IsReset) Owner?.OnReadable();
    }

    private static SocketError ErrorOf(Exception e) => e.InnerException is SocketException socket ? socket.SocketErrorCode
        : e is ObjectDisposedException ? SocketError.OperationAborted
        : SocketError.ConnectionAborted; // What came is no TLS, or was tampered with.
}
