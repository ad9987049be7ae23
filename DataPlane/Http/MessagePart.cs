namespace ActorMesh.DataPlane.Http;

/// <summary>
/// A step of a message on its way through a stream: its head, or some of its body, or both, or only its end.
/// One object per producer, reused: <b>borrowed until the next pull</b>, like the bytes it points at.
/// </summary>
public sealed class MessagePart<THead>
    where THead : class
{
    private int _trailersStart, _trailersLength;

    /// <summary>The head, in the first part of each message only.</summary>
    public THead? Head { get; private set; }

    public byte[] Array { get; private set; } = [];

    public int Start { get; private set; }

    /// <summary>Body bytes in this part, framing removed.</summary>
    public int Length { get; private set; }

    /// <summary>True when the message ends with this part.</summary>
    public bool IsLast { get; set; }

    /// <summary>Trailer field lines that came with the last part, each with its CRLF; empty for nearly all messages.</summary>
    public ReadOnlySpan<byte> Trailers => Array.AsSpan(_trailersStart, _trailersLength);

    public ReadOnlySpan<byte> Data => Array.AsSpan(Start, Length);

    /// <summary>Why the message cannot be read on; it ends here, broken. A head that comes with it holds what was understood of it so far.</summary>
    public ProtocolError? Error { get; private set; }

    public MessagePart<THead> Begin(THead? head)
    {
        Head = head;
        Error = null;
        Length = _trailersLength = 0;
        IsLast = false;
        return this;
    }

    /// <summary>Makes this the part that tells why there are no more.</summary>
    /// <param name="head">Null when the head was handed on before.</param>
    public MessagePart<THead> Break(ProtocolError error, THead? head)
    {
        Begin(head).SetData([], 0, 0);
        Error = error;
        return this;
    }

    /// <summary>The trailers lie in the same array as the data.</summary>
    public void SetTrailers(int start, int length) => (_trailersStart, _trailersLength) = (start, length);

    public MessagePart<THead> SetData(byte[] array, int start, int length)
    {
        (Array, Start, Length) = (array, start, length);
        return this;
    }
}
