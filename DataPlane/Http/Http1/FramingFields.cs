using System.Text;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// What the fields of a head say about framing and connection, gathered in one pass. Every doubt is an error:
/// two parties that read a doubtful message in two ways are how requests are smuggled.
/// </summary>
internal ref struct FramingFields
{
    private const int ContentLengthDigitsMax = 18;

    /// <summary>Connection options in one head, empty ones included. Peers send one to three; each is compared with every field name, so a stranger may not choose how many.</summary>
    internal const int ConnectionOptionsMax = 32;

    private int _connectionOptions;
    private bool _nominates;

    /// <summary>The message is one whose framing fields mean nothing, whatever they say.</summary>
    public bool IgnoresFraming { get; init; }

    /// <summary>-1 when absent.</summary>
    public long ContentLength { get; private set; } = -1;

    public bool IsChunked { get; private set; }

    public bool SaysClose { get; private set; }

    public bool SaysKeepAlive { get; private set; }

    public bool SaysUpgrade { get; private set; }

    /// <summary>Slot of the only Host field, or -1.</summary>
    public int HostSlot { get; private set; } = -1;

    public int UpgradeSlot { get; private set; } = -1;

    public bool ExpectsContinue { get; private set; }

    /// <summary>Some expectation is not 100-continue, whatever the others are.</summary>
    public bool ExpectsUnknown { get; private set; }

    public FramingFields()
    {
    }

    public ProtocolError? Read(HeaderBlock fields)
    {
        for (var slot = 0; slot < fields.Slots; slot++)
        {
            var error = fields.Known(slot) switch
            {
                KnownHeader.ContentLength or KnownHeader.TransferEncoding when IgnoresFraming => null,
                KnownHeader.ContentLength => ReadContentLength(fields.Value(slot)),
                KnownHeader.TransferEncoding => ReadTransferEncoding(fields.Value(slot)),
                KnownHeader.Connection => ReadConnection(fields.Value(slot)),
                KnownHeader.Host => HostSlot >= 0 ? ProtocolError.DuplicateHost : Found(HostSlot = slot),
                KnownHeader.Upgrade => Found(UpgradeSlot = slot),
                KnownHeader.Expect => ReadExpect(fields.Value(slot)),
                _ => null,
            };
            if (error is not null) return error;
        }

        if (_nominates) MarkNominated(fields);
        return IsChunked && ContentLength >= 0 ? ProtocolError.LengthAndEncoding : null;
    }

    private static ProtocolError? Found(int slot) => null;

    private ProtocolError? ReadExpect(ReadOnlySpan<byte> value)
    {
        ExpectsContinue = true;
        ExpectsUnknown |= !Ascii.EqualsIgnoreCase(value, "100-continue"u8);
        return null;
    }

    private ProtocolError? ReadContentLength(ReadOnlySpan<byte> value)
    {
        if (ContentLength >= 0) return ProtocolError.DuplicateContentLength;
        if (value.IsEmpty || value.Length > ContentLengthDigitsMax || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return ProtocolError.BadContentLength;
        var length = 0L;
        foreach (var digit in value) length = length * 10 + (digit - '0');
        ContentLength = length;
        return null;
    }

    private ProtocolError? ReadTransferEncoding(ReadOnlySpan<byte> value)
    {
        if (IsChunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8)) return ProtocolError.BadTransferEncoding;
        IsChunked = true;
        return null;
    }

    private ProtocolError? ReadConnection(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var option = Octets.TrimBlanks(value[range]);
            if (++_connectionOptions > ConnectionOptionsMax) return ProtocolError.TooManyConnectionOptions;
            if (option.IsEmpty) continue; // A reasonable number of empty list elements is to be ignored (RFC 9110 section 5.6.1.2).
            if (!Octets.IsToken(option)) return ProtocolError.BadConnection;
            if (Ascii.EqualsIgnoreCase(option, "close"u8)) SaysClose = true;
            else if (Ascii.EqualsIgnoreCase(option, "keep-alive"u8)) SaysKeepAlive = true;
            else if (Ascii.EqualsIgnoreCase(option, "upgrade"u8)) SaysUpgrade = true;
            else if (KnownHeaders.Recognise(option) is KnownHeader.Host or KnownHeader.ContentLength or KnownHeader.TransferEncoding)
                return ProtocolError.BadConnection;
            else _nominates = true;
        }

        return null;
    }

    /// <summary>Here, once per head: whoever writes the head need not look at Connection again.</summary>
    private static void MarkNominated(HeaderBlock fields)
    {
        for (var slot = fields.Find(KnownHeader.Connection); slot >= 0; slot = fields.Find(KnownHeader.Connection, slot + 1))
        {
            var value = fields.Value(slot);
            foreach (var range in value.Split((byte)','))
                if (Octets.TrimBlanks(value[range]) is { IsEmpty: false } option) fields.Nominate(option);
        }
    }
}
