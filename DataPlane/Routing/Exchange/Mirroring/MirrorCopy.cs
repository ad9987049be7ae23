using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;

namespace ActorMesh.DataPlane.Routing.Exchange.Mirroring;

/// <summary>
/// A copy of a request on its way to a mirror: the exchange writes it, the mirror's stream reads it. It is bounded: a mirror that
/// takes the copy more slowly than the real upstream takes the request is cut off, so it can never slow the request down.
/// </summary>
internal sealed class MirrorCopy
{
    private const int BytesMax = 256 * 1024;

    private readonly Lock _lock = new();
    private readonly ByteBuffer _bytes = new();
    private readonly BodyKind _framing;
    private StageSignal? _reader;
    private bool _isComplete;

    public MirrorCopy(RequestHead head)
    {
        HeadWriter.WriteRequest(_bytes, head, keepUpgrade: false);
        _framing = head.Body;
        Method = head.Method;
    }

    public HttpMethod Method { get; }

    /// <summary>True when the copy will never be whole.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Adds body bytes of the request.</summary>
    public void Add(MessagePart<RequestHead> part)
    {
        lock (_lock)
        {
            if (IsAbandoned) return;
            if (_framing == BodyKind.Chunked) BodyWriter.AppendChunk(_bytes, part.Data);
            else _bytes.Append(part.Data);
            if (part.IsLast && _framing == BodyKind.Chunked) _bytes.Append(BodyWriter.LastChunk);
            _isComplete |= part.IsLast;
            IsAbandoned = _bytes.Length > BytesMax;
        }

        _reader?.Fire();
    }

    /// <summary>The request ended before it was whole.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            if (_isComplete) return;
            IsAbandoned = true;
        }

        _reader?.Fire();
    }

    public void ReadBy(StageSignal reader) => _reader = reader;

    /// <summary>Moves what there is to <paramref name="into"/>. True when that was the last of it.</summary>
    public bool Take(ByteBuffer into)
    {
        lock (_lock)
        {
            into.Append(_bytes.Span);
            _bytes.Release();
            return _isComplete;
        }
    }
}
