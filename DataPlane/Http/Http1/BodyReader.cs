namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Takes the framing off a message body, whichever of the five ways it is framed. Pure: bytes in, part out.</summary>
internal struct BodyReader
{
    private BodyKind _kind;
    private long _remaining;
    private ChunkedDecoder _chunks;

    /// <summary>True until the body has ended.</summary>
    public bool IsOpen { get; private set; }

    public void Begin(BodyKind kind, long contentLength, MessageLimits limits)
    {
        _kind = kind;
        _remaining = contentLength;
        if (kind == BodyKind.Chunked) _chunks = new ChunkedDecoder(limits);
        IsOpen = kind != BodyKind.None;
    }

    /// <summary>Adds what there is of the body to <paramref name="part"/>, and marks the last part.</summary>
    /// <returns>True when the part gained data or became the last.</returns>
    public bool Read<THead>(byte[] array, int start, int end, MessagePart<THead> part, out int consumed, out ProtocolError? error)
        where THead : class
    {
        error = null;
        switch (_kind)
        {
            case BodyKind.Length:
                consumed = (int)Math.Min(_remaining, end - start);
                part.SetData(array, start, consumed);
                _remaining -= consumed;
                if (_remaining == 0) End(part);
                return consumed > 0;
            case BodyKind.Chunked:
                error = _chunks.Decode(array.AsSpan(start, end - start), out consumed, out var data);
                var (offset, length) = data.GetOffsetAndLength(end - start);
                part.SetData(array, start + offset, length);
                if (_chunks.IsDone)
                {
                    // The trailer section stands at the end of what was consumed; its closing empty line is not a field.
                    if (_chunks.TrailerBytes > 2) part.SetTrailers(start + consumed - _chunks.TrailerBytes, _chunks.TrailerBytes - 2);
                    End(part);
                }

                return length > 0 || part.IsLast;
            default:
                consumed = end - start;
                part.SetData(array, start, consumed);
                return consumed > 0;
        }
    }

    /// <summary>The peer's stream ended. True when that is a proper end of the body.</summary>
    public bool EndOfStream()
    {
        var isProper = _kind is BodyKind.UntilClose or BodyKind.Tunnel || !IsOpen;
        IsOpen = false;
        return isProper;
    }

    private void End<THead>(MessagePart<THead> part)
        where THead : class
    {
        IsOpen = false;
        part.IsLast = true;
    }
}
