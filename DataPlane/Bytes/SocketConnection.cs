using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// A connected socket without a stream of its own: non-blocking reads and writes, and two events, <i>readable</i> and <i>sent</i>.
/// Waiting for bytes is a zero-byte read, so that a connection on which nothing happens holds no buffer.
/// </summary>
/// <remarks>At most one wait and one send are under way. Calls come from one stage at a time; the events come from any thread.</remarks>
public sealed class SocketConnection : IDisposable
{
    private readonly Socket _socket;
    private volatile ISocketOwner? _owner;
    private Waiter? _readable;
    private Sender? _sender;
    private SocketError _waitError;
    private volatile bool _isWaiting;
    private volatile bool _isSending;
    private bool _isAborted;
    private int _disposed;

    public SocketConnection(Socket connected)
    {
        _socket = connected;
        _socket.Blocking = false;
        _socket.NoDelay = true;
    }

    public Socket Socket => _socket;

    /// <summary>Whom to tell what happens.</summary>
    public ISocketOwner? Owner
    {
        get => _owner;
        set => _owner = value;
    }

    /// <summary>What becomes of the socket when the stream that carried it has ended; told whether the stream failed. By default it is closed.</summary>
    public Action<bool>? OnStreamEnded { get; set; }

    /// <summary>True from the moment a wait began until it ended.</summary>
    public bool IsWaiting => _isWaiting;

    public bool IsSending => _isSending;

    /// <summary>How the last send ended.</summary>
    public SocketError SendError { get; private set; }

    /// <summary>Begins to wait for something to read. True when it is there already; else the owner is told.</summary>
    public bool WaitReadable()
    {
        if (_isWaiting) return false;
        _readable ??= new Waiter(this);
        _isWaiting = true;
        try
        {
            if (_socket.ReceiveAsync(_readable)) return false;
            _waitError = _readable.SocketError;
        }
        catch (ObjectDisposedException)
        {
            // The reader finds out by reading.
        }

        _isWaiting = false;
        return true;
    }

    /// <summary>Reads what is there. 0 with <see cref="SocketError.Success"/> is the end of the stream; <see cref="SocketError.WouldBlock"/> means wait.</summary>
    public int Read(Span<byte> into, out SocketError error)
    {
        try
        {
            // The kernel tells of a reset once, and the wait has heard it: a read after it would look like an orderly end.
            error = _waitError;
            return error == SocketError.Success ? _socket.Receive(into, SocketFlags.None, out error) : 0;
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
            return 0;
        }
    }

    /// <summary>Looks what a finished wait has brought.</summary>
    public SocketOutlook Look()
    {
        if (_waitError != SocketError.Success) return SocketOutlook.Broken;
        Span<byte> one = stackalloc byte[1];
        try
        {
            var count = _socket.Receive(one, SocketFlags.Peek, out var error);
            if (count > 0) return SocketOutlook.Bytes;
            return error switch
            {
                SocketError.Success => SocketOutlook.End,
                SocketError.WouldBlock => SocketOutlook.Nothing,
                _ => SocketOutlook.Broken,
            };
        }
        catch (ObjectDisposedException)
        {
            return SocketOutlook.Broken;
        }
    }

    /// <summary>Sends all of it. True when done (see <see cref="SendError"/>); else the bytes stay borrowed until the owner is told.</summary>
    public bool Send(byte[] array, int start, int length)
    {
        try
        {
            var sent = _socket.Send(array.AsSpan(start, length), SocketFlags.None, out var error);
            SendError = error;
            if (error == SocketError.Success && sent == length) return true;
            if (error is not (SocketError.Success or SocketError.WouldBlock)) return true;
            return SendRest(array, start + sent, length - sent);
        }
        catch (ObjectDisposedException)
        {
            SendError = SocketError.OperationAborted;
            return true;
        }
    }

    private bool SendRest(byte[] array, int start, int length)
    {
        _sender ??= new Sender(this);
        _sender.SetBuffer(array, start, length);
        _isSending = true;
        if (_socket.SendAsync(_sender)) return false;
        _isSending = false;
        SendError = _sender.SocketError;
        return true;
    }

    /// <summary>Tells the peer that no more bytes will come (FIN).</summary>
    public void ShutdownSend()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone already.
        }
    }

    /// <summary>Closes with a reset instead of an orderly end, so that the peer knows that what it got is not whole.</summary>
    public void Abort()
    {
        try
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone already.
        }

        _isAborted = true;
        Dispose();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        // .NET resets a connection that is closed while a read is pending (ours always is), unless its sending side was shut down before.
        if (!_isAborted) ShutdownSend();
        _socket.Dispose();
        if (!_isWaiting) _readable?.Dispose();
        if (!_isSending) _sender?.Dispose();
    }

    private sealed class Waiter : SocketAsyncEventArgs
    {
        private readonly SocketConnection _connection;

        public Waiter(SocketConnection connection)
            : base(true) // Completions carry no execution context: nothing here reads it, and flowing it costs.
        {
            _connection = connection;
            SetBuffer(Memory<byte>.Empty);
        }

        protected override void OnCompleted(SocketAsyncEventArgs e)
        {
            _connection._waitError = SocketError;
            _connection._isWaiting = false;
            Interlocked.MemoryBarrier(); // Either the owner of now is told, or the next one sees that nothing waits.
            _connection._owner?.OnReadable();
        }
    }

    private sealed class Sender(SocketConnection connection) : SocketAsyncEventArgs(true)
    {
        protected override void OnCompleted(SocketAsyncEventArgs e)
        {
            connection.SendError = SocketError;
            connection._isSending = false;
            connection._owner?.OnSent();
        }
    }
}
