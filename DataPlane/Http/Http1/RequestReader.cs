namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// Reads the requests of one connection, one after the other, from bytes cut anyhow. Pure: it holds where it stands and nothing else.
/// </summary>
/// <remarks>The caller keeps the bytes that were not consumed and offers them again, at any place, followed by more.</remarks>
public sealed class RequestReader(MessageLimits limits)
{
    private readonly RequestHead _head = new();
    private LineScanner _lines;
    private BodyReader _body;
    private bool _lineIsChecked;

    /// <summary>What the last <see cref="Read"/> found.</summary>
    public MessagePart<RequestHead> Part { get; } = new();

    /// <summary>Why the last <see cref="Read"/> failed.</summary>
    public ProtocolError? Error { get; private set; }

    /// <summary>True between the head of a request and the end of its body.</summary>
    public bool IsInBody => _body.IsOpen;

    /// <summary>True when a request has begun to come in but its head is not whole.</summary>
    public bool IsInHead => _lines.WholeLines + _lines.UnfinishedLine > 0;

    public ReadStep Read(byte[] array, int start, int end, out int consumed)
    {
        if (!_body.IsOpen) return ReadHead(array, start, end, out consumed);
        var found = _body.Read(array, start, end, Part.Begin(null), out consumed, out var error);
        return error is not null ? Fail(error) : found ? ReadStep.Part : ReadStep.NeedMore;
    }

    /// <summary>From here on, bytes are passed through unread: the connection has become a tunnel.</summary>
    public void BecomeTunnel() => _body.Begin(BodyKind.Tunnel, 0, limits);

    private ReadStep ReadHead(byte[] array, int start, int end, out int consumed)
    {
        consumed = 0;
        var skipped = IsInHead ? 0 : EmptyLine(array.AsSpan(start, end - start));
        if (skipped < 0) return ReadStep.NeedMore;
        var window = array.AsSpan(start + skipped, end - start - skipped);
        consumed = skipped;
        var length = _lines.Scan(window);
        if (length == LineScanner.Malformed) return Fail(ProtocolError.BareLineFeed);
        if (length > limits.HeadBytesMax || length == 0 && window.Length > limits.HeadBytesMax) return Fail(ProtocolError.HeadTooLarge);
        if (length == 0) return CheckUnfinished(array, start + skipped);

        _lines = default;
        _lineIsChecked = false;
        var headStart = start + skipped;
        if (RequestParser.Parse(array, headStart, headStart + length, _head, limits) is { } error) return Fail(error);
        consumed += length;
        return BeginBody(array, end, headStart + length, ref consumed);
    }

    /// <summary>The first body bytes often come with the head: they travel in the same part.</summary>
    private ReadStep BeginBody(byte[] array, int end, int bodyStart, ref int consumed)
    {
        _body.Begin(_head.Body, _head.ContentLength, limits);
        Part.Begin(_head).IsLast = !_body.IsOpen;
        if (!_body.IsOpen) return ReadStep.Part;
        _body.Read(array, bodyStart, end, Part, out var used, out var error);
        consumed += used;
        return error is null ? ReadStep.Part : Fail(error);
    }

    /// <summary>What can be told before the head is whole: that its first line is none, or that a line is too long.</summary>
    private ReadStep CheckUnfinished(byte[] array, int start)
    {
        if (_lines.WholeLines == 0) return _lines.UnfinishedLine > limits.RequestLineBytesMax ? Fail(ProtocolError.TargetTooLong) : ReadStep.NeedMore;
        if (_lines.UnfinishedLine > limits.FieldBytesMax) return Fail(ProtocolError.FieldTooLarge);
        if (_lineIsChecked) return ReadStep.NeedMore;
        _lineIsChecked = true;
        _head.Reset(array, start, start + _lines.WholeLines);
        var lineLength = array.AsSpan(start, _lines.WholeLines).IndexOf((byte)'\n') - 1;
        _head.Reset(array, start, start + _lines.WholeLines);
        return RequestParser.ParseRequestLine(array, start, lineLength, _head, limits) is { } error ? Fail(error) : ReadStep.NeedMore;
    }

    /// <summary>One empty line before a request is skipped (RFC 9112 section 2.2). -1 when it is too early to tell.</summary>
    private static int EmptyLine(ReadOnlySpan<byte> window) =>
        window.Length == 0 || window[0] != (byte)'\r' ? 0 : window.Length == 1 ? -1 : window[1] == (byte)'\n' ? 2 : 0;

    private ReadStep Fail(ProtocolError error)
    {
        Error = error;
        return ReadStep.Failed;
    }
}
