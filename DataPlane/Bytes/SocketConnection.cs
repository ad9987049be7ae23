using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// A connection without a stream of its own: non-blocking reads and writes, and two events, <i>readable</i> and <i>sent</i>.
/// A wait for bytes holds no buffer.
/// </summary>
/// <remarks>At most one wait and one send are under way. Calls come from one stage at a time; the events come from any thread.</remarks>
public abstract class SocketConnection : IDisposable
{
    private volatile ISocketOwner? _owner;
    private volatile StageSignal? _peerEndSignal;
    private int _disposed;

    public abstract Socket Socket { get; }

    /// <summary>What carries its bytes as they are on the wire: itself, unless it secures another.</summary>
    public virtual SocketConnection Carrier => this;

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
    public virtual StageSignal? PeerEndSignal
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
    public abstract int Read(Memory<byte> into, out SocketError error);

    /// <summary>Looks what a finished wait has brought.</summary>
    public abstract SocketOutlook Look();

    /// <summary>Sends all of it. True when done (see <see cref="SendError"/>); else the bytes stay borrowed until the owner is told.</summary>
    public abstract bool Send(byte[] array, int start, int length);

    /// <summary>Nothing is due for a while: what is held for reading and writing is let go of.</summary>
    public virtual void Rest()
    {
    }

    /// <summary>Tells the peer that no more bytes will come.</summary>
    public abstract void ShutdownSend();

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

    /// <summary>Closes the socket and ends what is under way.</summary>
    protected abstract void Close();
}
