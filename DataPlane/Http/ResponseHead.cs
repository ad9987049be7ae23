namespace ActorMesh.DataPlane.Http;

/// <summary>A status line and its header fields. Reused; its spans are borrowed until the stage that got it asks for more.</summary>
public sealed class ResponseHead
{
    private byte[] _source = [];
    private int _reasonStart, _reasonLength;

    /// <summary>100..599.</summary>
    public int Status { get; internal set; }

    /// <summary>0 for HTTP/1.0, 1 for HTTP/1.1.</summary>
    public byte MinorVersion { get; internal set; }

    public HeaderBlock Headers { get; } = new();

    public BodyKind Body { get; internal set; }

    /// <summary>Body bytes to come when <see cref="Body"/> is <see cref="BodyKind.Length"/>. Also set for an answer to HEAD, where none come.</summary>
    public long ContentLength { get; internal set; }

    /// <summary>True when the head says chunked, even where no body comes (an answer to HEAD).</summary>
    public bool IsChunkedByHeader { get; internal set; }

    /// <summary>False when the sender will close after this message.</summary>
    public bool KeepAlive { get; internal set; }

    public ReadOnlySpan<byte> Reason => _source.AsSpan(_reasonStart, _reasonLength);

    public void Reset(byte[] source)
    {
        _source = source;
        _reasonStart = _reasonLength = 0;
        Headers.Reset(source);
        Body = BodyKind.None;
        ContentLength = -1;
        KeepAlive = IsChunkedByHeader = false;
    }

    internal void SetReason(int start, int length) => (_reasonStart, _reasonLength) = (start, length);
}
