using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// A connected socket without a stream of its own: non-blocking reads and writes, and two events, <i>readable</i> and <i>sent</i>.
/// A wait for bytes holds no buffer.
/// </summary>
/// <remarks>At most one wait and one send are under way. Calls come from one stage at a time; the events come from any thread.</remarks>
public abstract class SocketConnection : IDisposable
{
    private volatile ISocketOwner? _owner;
    private volatile StageSignal? _peerEndSignal;
    private int _disposed;

    /// <exception cref="SocketException">The connection has ended already.</exception>
    protected SocketConnection(Socket connected)
    {
        Socket = connected;
        Socket.Blocking = false;
        Socket.NoDelay = true;
    }

    public Socket Socket { get; }

    /// <summary>Whom to tell what happens.</summary>
    public ISocketOwner? Owner
    {
        get => _owner;
        set => _owner = value;
    }

    /// <summary>What becomes of the socket when the stream that carried it has ended; told whether the stream failed. By default it is closed.</summary>
    public Action<bool>? OnStreamEnded { get; set; }

    /// <summary>Bytes that its user takes with one read, and so holds, at most. Default 64 KiB.</summary>
    public int ReadBytesMax { get; set; } = ByteBuffer.LargeSize;

    /// <summary>True from the moment a wait began until it ended.</summary>
    public abstract bool IsWaiting { get; }

    /// <summary>True while bytes of the last send are still borrowed.</summary>
    public abstract bool IsSending { get; }

    /// <summary>
    /// True once the peer is known to have ended its side, or reset the connection, though what it sent before may not have been read.
    /// Completions cannot tell before that is read.
    /// </summary>
    public virtual bool HasPeerEnded => false;

    /// <summary>True once the peer is known to have reset the connection (see <see cref="HasPeerEnded"/>), and once it is closed here.</summary>
    public virtual bool IsReset => Volatile.Read(ref _disposed) != 0;

    /// <summary>Fired when <see cref="HasPeerEnded"/> becomes true, for whoever does not read at present.</summary>
    public StageSignal? PeerEndSignal
    {
        get => _peerEndSignal;
        set => _peerEndSignal = value;
    }

    /// <summary>How the last send ended.</summary>
    public SocketError SendError { get; protected set; }

    /// <summary>True once <see cref="Abort"/> was called.</summary>
    protected bool IsAborted { get; private set; }

    /// <summary>Begins to wait for something to read. True when it is there already; else the owner is told.</summary>
    public abstract bool WaitReadable();

    /// <summary>Reads what is there. 0 with <see cref="SocketError.Success"/> is the end of the stream; <see cref="SocketError.WouldBlock"/> means wait.</summary>
    public abstract int Read(Span<byte> into, out SocketError error);

    /// <summary>Looks what a finished wait has brought.</summary>
    public virtual SocketOutlook Look()
    {
        Span<byte> one = stackalloc byte[1];
        var count = Receive(one, SocketFlags.Peek, out var error);
        if (count > 0) return SocketOutlook.Bytes;
        return error switch
        {
            SocketError.Success => SocketOutlook.End,
            SocketError.WouldBlock => SocketOutlook.Nothing,
            _ => SocketOutlook.Broken,
        };
    }

    /// <summary>Sends all of it. True when done (see <see cref="SendError"/>); else the bytes stay borrowed until the owner is told.</summary>
    public bool Send(byte[] array, int start, int length)
    {
        try
        {
            var sent = Socket.Send(array.AsSpan(start, length), SocketFlags.None, out var error);
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

    /// <summary>Tells the peer that no more bytes will come (FIN).</summary>
    public void ShutdownSend()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
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
            Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone already.
        }

        IsAborted = true;
        Dispose();
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Close();
        Owner?.OnReadable(); // Whoever waits for nothing, because unread bytes are there, is to know too.
    }

    /// <summary>The kernel did not take all at once: sends the rest when it can.</summary>
    /// <exception cref="ObjectDisposedException">The connection was closed.</exception>
    protected abstract bool SendRest(byte[] array, int start, int length);

    /// <summary>Closes the socket and ends what is under way.</summary>
    protected abstract void Close();

    protected int Receive(Span<byte> into, SocketFlags flags, out SocketError error)
    {
        try
        {
            return Socket.Receive(into, flags, out error);
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
            return 0;
        }
    }
}
