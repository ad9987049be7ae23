namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Reads the answer to one request at a time from bytes cut anyhow. Pure, as <see cref="RequestReader"/> is.</summary>
public sealed class ResponseReader(MessageLimits limits)
{
    private readonly ResponseHead _head = new();
    private LineScanner _lines;
    private BodyReader _body;
    private HttpMethod _requestMethod;

    /// <summary>What the last <see cref="Read"/> found.</summary>
    public MessagePart<ResponseHead> Part { get; } = new();

    /// <summary>Why the last <see cref="Read"/> failed.</summary>
    public ProtocolError? Error { get; private set; }

    /// <summary>The head read last.</summary>
    public ResponseHead Head => _head;

    /// <summary>Gets ready for the answer to a request with this method.</summary>
    public void Expect(HttpMethod requestMethod)
    {
        _requestMethod = requestMethod;
        _lines = default;
        _body = default;
    }

    public ReadStep Read(byte[] array, int start, int end, out int consumed)
    {
        if (!_body.IsOpen) return ReadHead(array, start, end, out consumed);
        var found = _body.Read(array, start, end, Part.Begin(null), out consumed, out var error);
        return error is not null ? Fail(error) : found ? ReadStep.Part : ReadStep.NeedMore;
    }

    /// <summary>The upstream closed. True when that ends the message properly; <see cref="Part"/> is then its last.</summary>
    public bool EndOfStream()
    {
        if (!_body.IsOpen || !_body.EndOfStream()) return false;
        Part.Begin(null).IsLast = true;
        return true;
    }

    private ReadStep ReadHead(byte[] array, int start, int end, out int consumed)
    {
        consumed = 0;
        var length = _lines.Scan(array.AsSpan(start, end - start), limits.HeadBytesMax, limits.FieldBytesMax, limits.FieldBytesMax);
        if (length == 0) return ReadStep.NeedMore;
        if (length < 0) return Fail(ErrorOf(length));

        _lines = default;
        if (ResponseParser.Parse(array, start, start + length, _requestMethod, _head, limits) is { } error) return Fail(error);
        consumed = length;
        Part.Begin(_head);
        if (_head.Status is >= 100 and < 200 and not 101) return ReadStep.Part; // An interim answer: the real one is still to come.
        _body.Begin(_head.Body, _head.ContentLength, limits);
        Part.IsLast = !_body.IsOpen;
        if (!_body.IsOpen) return ReadStep.Part;
        _body.Read(array, start + length, end, Part, out var used, out var bodyError);
        consumed += used;
        return bodyError is null ? ReadStep.Part : Fail(bodyError);
    }

    private ProtocolError ErrorOf(int found) => found switch
    {
        LineScanner.BareLineFeed => ProtocolError.BareLineFeed,
        LineScanner.LineTooLong => _lines.WholeLines == 0 ? ProtocolError.BadStatusLine : ProtocolError.FieldTooLarge,
        _ => ProtocolError.HeadTooLarge,
    };

    private ReadStep Fail(ProtocolError error)
    {
        Error = error;
        return ReadStep.Failed;
    }
}
