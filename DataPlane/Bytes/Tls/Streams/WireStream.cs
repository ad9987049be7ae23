using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Bytes.Tls.Streams;

/// <summary>
/// The encrypted bytes of a connection as the stream that <see cref="System.Net.Security.SslStream"/> asks for. At most one read and one write
/// are under way; neither allocates.
/// </summary>
internal sealed class WireStream : Stream, ISocketOwner
{
    private readonly SocketConnection _wire;
    private readonly WireWait _reading = new();
    private readonly WireWait _writing = new();
    private Memory<byte> _into;

    public WireStream(SocketConnection wire)
    {
        _wire = wire;
        _wire.Owner = this;
    }

    /// <summary>Called when something came that ends a wait, or the wire is of no more use, after who waits was told.</summary>
    public Action? OnEvent { get; set; }

    /// <summary>
    /// Whether who waits goes on elsewhere than on the thread that serves sockets: a step of a handshake takes it for a millisecond, in which
    /// all its other connections would stand still.
    /// </summary>
    public bool ContinuesElsewhere
    {
        set => _reading.ContinuesElsewhere = _writing.ContinuesElsewhere = value;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>With an empty buffer, waits until there is something to read.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _into = buffer;
        while (true)
        {
            if (TryRead(out var count, out var error)) return error is null ? new ValueTask<int>(count) : ValueTask.FromException<int>(error);
            _reading.Begin();
            if (!_wire.WaitReadable() || !_reading.TryTake()) return _reading.AsCount();
            if (buffer.IsEmpty) return new ValueTask<int>(0);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!MemoryMarshal.TryGetArray(buffer, out var bytes)) bytes = buffer.ToArray();
        _writing.Begin();
        if (!_wire.Send(bytes.Array!, bytes.Offset, bytes.Count) || !_writing.TryTake()) return _writing.AsEnd();
        return _wire.SendError == SocketError.Success ? ValueTask.CompletedTask : ValueTask.FromException(Failure(_wire.SendError));
    }

    /// <summary>For the last words of a handshake that fails: what the kernel does not take is lost.</summary>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc cref="Write(byte[], int, int)"/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _wire.Socket.Send(buffer, SocketFlags.None, out _);
        }
        catch (ObjectDisposedException)
        {
            // Nobody is there to hear it.
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    void ISocketOwner.OnReadable()
    {
        if (_reading.TryTake()) EndRead();
        OnEvent?.Invoke();
    }

    void ISocketOwner.OnSent()
    {
        if (!_writing.TryTake()) return;
        if (_wire.SendError == SocketError.Success) _writing.End(0);
        else _writing.Fail(Failure(_wire.SendError));
    }

    private void EndRead()
    {
        while (true)
        {
            if (_into.IsEmpty)
            {
                _reading.End(0);
                return;
            }

            if (TryRead(out var count, out var error))
            {
                if (error is null) _reading.End(count);
                else _reading.Fail(error);
                return;
            }

            _reading.Resume();
            if (!_wire.WaitReadable() || !_reading.TryTake()) return;
        }
    }

    /// <summary>False when it is to be waited for.</summary>
    private bool TryRead(out int count, out IOException? error)
    {
        (count, error) = (0, null);
        if (_into.IsEmpty) return false;
        count = _wire.Read(_into, out var how);
        if (how == SocketError.WouldBlock) return false;
        if (how != SocketError.Success) error = Failure(how);
        return true;
    }

    private static IOException Failure(SocketError error) => new("The connection failed.", new SocketException((int)error));
}
