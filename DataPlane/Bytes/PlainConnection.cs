using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>A connection whose bytes are those on the wire.</summary>
internal abstract class PlainConnection : SocketConnection
{
    private readonly Socket _socket;
    private ByteBuffer? _unread;

    /// <exception cref="SocketException">The connection has ended already.</exception>
    protected PlainConnection(Socket connected)
    {
        _socket = connected;
        _socket.Blocking = false;
        _socket.NoDelay = true;
    }

    public override Socket Socket => _socket;

    public sealed override bool WaitReadable() => _unread is not null || WaitOnWire();

    public sealed override int Read(Memory<byte> into, out SocketError error) => Read(into.Span, out error);

    /// <inheritdoc cref="Read(Memory{byte}, out SocketError)"/>
    public int Read(Span<byte> into, out SocketError error)
    {
        if (_unread is null) return ReadWire(into, out error);
        error = SocketError.Success;
        var count = Math.Min(_unread.Length, into.Length);
        _unread.Span[..count].CopyTo(into);
        _unread.Consume(count);
        if (!_unread.IsEmpty) return count;
        _unread.Release();
        _unread = null;
        return count;
    }

    public sealed override SocketOutlook Look() => _unread is null ? LookAtWire() : SocketOutlook.Bytes;

    /// <summary>Puts back what was read to find out who comes: it is read again. Not empty; belongs to the connection from now on.</summary>
    public void Unread(ByteBuffer bytes) => _unread = bytes;

    public override bool Send(byte[] array, int start, int length)
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

    /// <summary>FIN.</summary>
    public override void ShutdownSend()
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

    protected abstract bool WaitOnWire();

    protected abstract int ReadWire(Span<byte> into, out SocketError error);

    protected virtual SocketOutlook LookAtWire()
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

    /// <summary>The kernel did not take all at once: sends the rest when it can.</summary>
    /// <exception cref="ObjectDisposedException">The connection was closed.</exception>
    protected abstract bool SendRest(byte[] array, int start, int length);

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
