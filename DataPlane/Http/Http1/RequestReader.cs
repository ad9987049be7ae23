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
    private bool _mayBeEmptyLine = true;

    /// <summary>What the last <see cref="Read"/> found.</summary>
    public MessagePart<RequestHead> Part { get; } = new();

    /// <summary>Why the last <see cref="Read"/> failed; <see cref="Part"/> says the same to whoever it is handed to.</summary>
    public ProtocolError? Error => Part.Error;

    /// <summary>True between the head of a request and the end of its body.</summary>
    public bool IsInBody => _body.IsOpen;

    public ReadStep Read(byte[] array, int start, int end, out int consumed)
    {
        if (!_body.IsOpen) return ReadHead(array, start, end, out consumed);
        var found = _body.Read(array, start, end, Part.Begin(null), out consumed, out var error);
        return error is not null ? Fail(error, head: null) : found ? ReadStep.Part : ReadStep.NeedMore;
    }

    /// <summary>Gives up on a head that has begun to come in: <see cref="Part"/> tells what is known of it.</summary>
    public ReadStep Break(ProtocolError error, byte[] array, int start, int end)
    {
        _head.Reset(array, start, end);
        return FailInHead(error, array, start, end);
    }

    /// <summary>From here on, bytes are passed through unread: the connection has become a tunnel.</summary>
    public void BecomeTunnel() => _body.Begin(BodyKind.Tunnel, 0, limits);

    private ReadStep ReadHead(byte[] array, int start, int end, out int consumed)
    {
        consumed = 0;
        var skipped = _mayBeEmptyLine ? EmptyLine(array.AsSpan(start, end - start)) : 0;
        if (skipped < 0) return ReadStep.NeedMore;
        consumed = skipped;
        _mayBeEmptyLine = skipped == 0 && start == end;
        var headStart = start + skipped;
        var length = _lines.Scan(array.AsSpan(headStart, end - headStart), limits.HeadBytesMax, limits.RequestLineBytesMax, limits.FieldBytesMax);
        if (length <= 0) return CheckUnfinished(array, headStart, end, length);

        _lines = default;
        _lineIsChecked = false;
        _mayBeEmptyLine = true;
        if (RequestParser.Parse(array, headStart, headStart + length, _head, limits) is { } error) return FailInHead(error, array, headStart, headStart + length);
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
        return error is null ? ReadStep.Part : Fail(error, _head);
    }

    /// <summary>What can be told before the head is whole: that its first line is none, or what the scanner found wrong after it.</summary>
    private ReadStep CheckUnfinished(byte[] array, int start, int end, int found)
    {
        if (_lines.WholeLines > 0 && !_lineIsChecked)
        {
            _lineIsChecked = true;
            _head.Reset(array, start, start + _lines.WholeLines);
            var lineLength = array.AsSpan(start, _lines.WholeLines).IndexOf((byte)'\n') - 1;
            if (RequestParser.ParseRequestLine(array, start, lineLength, _head, limits) is { } lineError) return FailInHead(lineError, array, start, end);
        }

        ProtocolError? error = found switch
        {
            LineScanner.BareLineFeed => ProtocolError.BareLineFeed,
            LineScanner.LineTooLong => _lines.WholeLines == 0 ? ProtocolError.TargetTooLong : ProtocolError.FieldTooLarge,
            LineScanner.SectionTooLong => ProtocolError.HeadTooLarge,
            _ => null,
        };
        return error is null ? ReadStep.NeedMore : Break(error, array, start, end);
    }

    /// <summary>One empty line before a request is skipped (RFC 9112 section 2.2). -1 when it is too early to tell.</summary>
    private static int EmptyLine(ReadOnlySpan<byte> window) =>
        window.Length == 0 || window[0] != (byte)'\r' ? 0 : window.Length == 1 ? -1 : window[1] == (byte)'\n' ? 2 : 0;

    private ReadStep FailInHead(ProtocolError error, byte[] array, int start, int end)
    {
        if (_head.Target.IsEmpty) RequestParser.Glimpse(array, start, end - start, _head);
        return Fail(error, _head);
    }

    private ReadStep Fail(ProtocolError error, RequestHead? head)
    {
        Part.Break(error, head);
        return ReadStep.Failed;
    }
}
