using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes.Completions;

/// <summary>A connection that waits with a zero-byte read.</summary>
internal sealed class CompletionConnection(Socket connected) : PlainConnection(connected)
{
    private Waiter? _readable;
    private Sender? _sender;
    private SocketError _waitError;
    private volatile bool _isWaiting;
    private volatile bool _isSending;

    public override bool IsWaiting => _isWaiting;

    public override bool IsSending => _isSending;

    protected override bool WaitOnWire()
    {
        if (_isWaiting) return false;
        _readable ??= new Waiter(this);
        _isWaiting = true;
        try
        {
            if (Socket.ReceiveAsync(_readable)) return false;
            _waitError = _readable.SocketError;
        }
        catch (ObjectDisposedException)
        {
            // The reader finds out by reading.
        }

        _isWaiting = false;
        return true;
    }

    protected override int ReadWire(Span<byte> into, out SocketError error)
    {
        // The kernel tells of a reset once, and the wait has heard it: a read after it would look like an orderly end.
        error = _waitError;
        return error == SocketError.Success ? Receive(into, SocketFlags.None, out error) : 0;
    }

    protected override SocketOutlook LookAtWire() => _waitError == SocketError.Success ? base.LookAtWire() : SocketOutlook.Broken;

    protected override bool SendRest(byte[] array, int start, int length)
    {
        _sender ??= new Sender(this);
        _sender.SetBuffer(array, start, length);
        _isSending = true;
        if (Socket.SendAsync(_sender)) return false;
        _isSending = false;
        SendError = _sender.SocketError;
        return true;
    }

    protected override void Close()
    {
        // .NET resets a connection that is closed while a read is pending (ours always is), unless its sending side was shut down before.
        if (!IsAborted) ShutdownSend();
        Socket.Dispose();
        if (!_isWaiting) _readable?.Dispose();
        if (!_isSending) _sender?.Dispose();
    }

    private sealed class Waiter : SocketAsyncEventArgs
    {
        private readonly CompletionConnection _connection;

        public Waiter(CompletionConnection connection)
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
            _connection.Owner?.OnReadable();
        }
    }

    private sealed class Sender(CompletionConnection connection) : SocketAsyncEventArgs(true)
    {
        protected override void OnCompleted(SocketAsyncEventArgs e)
        {
            connection.SendError = SocketError;
            connection._isSending = false;
            connection.Owner?.OnSent();
        }
    }
}
