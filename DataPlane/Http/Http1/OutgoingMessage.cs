using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// A message on its way to a socket. Small bodies are copied behind their head, so that one write carries both;
/// large ones are passed through where they lie.
/// </summary>
internal sealed class OutgoingMessage
{
    private const int CopyMax = ByteBuffer.SmallSize;

    private readonly ByteChunk _chunk = new();
    private byte[]? _directArray;
    private int _directStart, _directLength;
    private BodyKind _framing;
    private bool _bufferIsTaken;
    private bool _bufferIsLent;

    /// <summary>Where heads are written to.</summary>
    public ByteBuffer Buffer { get; } = new(BufferPool.Tiny);

    /// <summary>What lies in the buffer: all of the message while <see cref="CanRewind"/>.</summary>
    public Span<byte> Written => Buffer.Array.AsSpan(Buffer.Start, Buffer.Length);

    /// <summary>Whether trailers go on; else they end here.</summary>
    public bool PassTrailers { get; set; }

    /// <summary>True when the last of the message has been added.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True while all of the message so far lies in the buffer, so that it can be sent a second time.</summary>
    public bool CanRewind { get; private set; }

    /// <summary>Begins a message whose head is in <see cref="Buffer"/>.</summary>
    public void Begin(BodyKind framing)
    {
        _framing = framing;
        IsComplete = false;
        CanRewind = true;
    }

    /// <summary>Adds body bytes. They stay borrowed until <see cref="Next"/> has returned null.</summary>
    public void Add<THead>(MessagePart<THead> part)
        where THead : class
    {
        if (_bufferIsTaken)
        {
            // What was in the buffer is sent; from here on the message is a stream.
            Buffer.Clear();
            _bufferIsTaken = false;
            CanRewind = false;
        }

        if (_framing == BodyKind.Chunked) BodyWriter.AppendChunk(Buffer, part.Data);
        else if (part.Length == 0 || Buffer.Length + part.Length <= CopyMax) Buffer.Append(part.Data);
        else SetDirect(part.Array, part.Start, part.Length);
        if (!part.IsLast) return;
        if (_framing == BodyKind.Chunked && PassTrailers && !part.Trailers.IsEmpty) TrailerWriter.AppendLastChunk(Buffer, part.Trailers);
        else if (_framing == BodyKind.Chunked) Buffer.Append(BodyWriter.LastChunk);
        IsComplete = true;
    }

    /// <summary>The next bytes to write, borrowed until the next call; null when all that was added is written.</summary>
    public ByteChunk? Next()
    {
        if (!_bufferIsTaken && !Buffer.IsEmpty)
        {
            _bufferIsTaken = _bufferIsLent = true;
            return _chunk.Set(Buffer.Array, Buffer.Start, Buffer.Length);
        }

        _bufferIsLent = false;
        if (_directArray is not { } direct) return null;
        _directArray = null;
        return _chunk.Set(direct, _directStart, _directLength);
    }

    /// <summary>Starts over with the same bytes.</summary>
    public void Rewind() => _bufferIsTaken = false;

    /// <summary>Gives the buffer back until the next message. One that is still lent is left to its borrower.</summary>
    public void Release()
    {
        _directArray = null;
        if (_bufferIsLent) Buffer.Abandon();
        else Buffer.Release();
        _bufferIsTaken = _bufferIsLent = false;
    }

    /// <summary>Forgets the buffer, which the kernel may still be reading.</summary>
    public void Abandon() => Buffer.Abandon();

    private void SetDirect(byte[] array, int start, int length)
    {
        (_directArray, _directStart, _directLength) = (array, start, length);
        CanRewind = false;
    }
}
