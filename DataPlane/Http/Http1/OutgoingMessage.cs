using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// A message on its way to a socket. Small bodies are copied behind their head, so that one write carries both;
/// large ones are passed through where they lie. What it may have to send again, it keeps.
/// </summary>
internal sealed class OutgoingMessage
{
    private const int CopyMax = ByteBuffer.SmallSize;

    private readonly ByteChunk _chunk = new();
    private readonly KeptBody _kept = new();
    private byte[]? _directArray;
    private int _directStart, _directLength;
    private BodyKind _framing;
    private bool _bufferIsTaken;
    private bool _bufferIsLent;
    private bool _replaysKept;
    /// <summary>From where on the buffer holds body that was not kept elsewhere.</summary>
    private int _unkept;

    /// <summary>Where heads are written to.</summary>
    public ByteBuffer Buffer { get; } = new(BufferPool.Tiny);

    /// <summary>Whether trailers go on; else they end here.</summary>
    public bool PassTrailers { get; set; }

    /// <summary>Bytes of a body that are kept once they have left the buffer, so that the message can be sent again. Default none.</summary>
    public int KeepMax { get; set; }

    /// <summary>True when the last of the message has been added.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True while all of the body so far is at hand, so that the message can be sent once more.</summary>
    public bool CanReplay { get; private set; }

    /// <summary>Bytes of body that are at hand, as they are framed.</summary>
    public int BodyAtHand => _kept.Length + Buffer.Length - _unkept;

    /// <summary>Begins a message whose head is in <see cref="Buffer"/>.</summary>
    public void Begin(BodyKind framing)
    {
        _framing = framing;
        IsComplete = false;
        CanReplay = true;
        _unkept = Buffer.Length;
    }

    /// <summary>Adds body bytes, when all that was added before is sent or none of it. They stay borrowed until <see cref="Next"/> has returned null.</summary>
    public void Add<THead>(MessagePart<THead> part)
        where THead : class
    {
        if (_bufferIsTaken)
        {
            // What was in the buffer is sent, or will not be sent from there.
            KeepBuffered();
            LeaveBuffer();
            _unkept = 0;
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
        if (_replaysKept)
        {
            _replaysKept = false;
            return _kept.Lend(_chunk);
        }

        _kept.IsLent = false;
        if (_directArray is not { } direct) return null;
        _directArray = null;
        return _chunk.Set(direct, _directStart, _directLength);
    }

    /// <summary>Starts over; only while <see cref="CanReplay"/>. The head is to be written to <see cref="Buffer"/> anew, then <see cref="EndReplayHead"/> called.</summary>
    public void BeginReplay()
    {
        if (_unkept < Buffer.Length) _kept.Append(Buffer.Span[_unkept..]);
        _unkept = Buffer.Length;
        _directArray = null;
        _replaysKept = false;
        if (_kept.IsLent) _kept.Renew();
        LeaveBuffer();
    }

    /// <summary>The head of the repetition is in the buffer: the body that is at hand follows it.</summary>
    public void EndReplayHead()
    {
        if (Buffer.Length + _kept.Length <= CopyMax) Buffer.Append(_kept.Span);
        else _replaysKept = true;
        _unkept = Buffer.Length;
    }

    /// <summary>Makes <paramref name="copy"/>, in whose buffer a head stands, the same message as this one, which is complete and at hand.</summary>
    public void CopyTo(OutgoingMessage copy)
    {
        copy.Begin(_framing);
        copy._kept.Append(_kept.Span);
        if (_unkept < Buffer.Length) copy._kept.Append(Buffer.Span[_unkept..]);
        copy.EndReplayHead();
        copy.IsComplete = IsComplete;
    }

    /// <summary>Gives the buffers back until the next message. What is still lent is left to its borrower.</summary>
    public void Release()
    {
        _directArray = null;
        _replaysKept = false;
        if (_bufferIsLent) Buffer.Abandon();
        else Buffer.Release();
        _kept.Release();
        _bufferIsTaken = _bufferIsLent = false;
    }

    /// <summary>Forgets the buffers, which the kernel may still be reading.</summary>
    public void Abandon()
    {
        Buffer.Abandon();
        _kept.IsLent = true;
    }

    private void LeaveBuffer()
    {
        if (_bufferIsLent) Buffer.Abandon();
        else Buffer.Clear();
        _bufferIsTaken = _bufferIsLent = false;
    }

    private void SetDirect(byte[] array, int start, int length)
    {
        (_directArray, _directStart, _directLength) = (array, start, length);
        KeepBuffered();
        Keep(array.AsSpan(start, length));
    }

    private void KeepBuffered()
    {
        if (_unkept < Buffer.Length) Keep(Buffer.Span[_unkept..]);
        _unkept = Buffer.Length;
    }

    private void Keep(ReadOnlySpan<byte> body)
    {
        CanReplay &= _kept.Length + body.Length <= KeepMax;
        if (CanReplay) _kept.Append(body);
        else _kept.Release();
    }
}
