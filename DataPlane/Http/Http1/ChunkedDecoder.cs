using System.Globalization;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// Takes the chunked coding off a body (RFC 9112 section 7.1), however it is cut into reads. Extensions are checked and dropped,
/// trailers are checked and dropped: what goes on is framed anew by us.
/// </summary>
internal struct ChunkedDecoder(MessageLimits limits)
{
    private const int SizeDigitsMax = 16;

    private Phase _phase;
    private long _remaining;
    private int _extensionBytes;
    private LineScanner _trailers;

    private enum Phase : byte
    {
        Size,
        Data,
        DataEnd,
        Trailers,
        Done,
    }

    /// <summary>The trailer section with its closing empty line, once it was consumed.</summary>
    public int TrailerBytes { get; private set; }

    public readonly bool IsDone => _phase == Phase.Done;

    /// <summary>Takes as much framing as there is, then at most one run of data.</summary>
    /// <param name="window">Bytes not consumed yet.</param>
    /// <param name="consumed">How many of them are done with, data included.</param>
    /// <param name="data">Where in the window the data lies.</param>
    /// <returns>What is wrong, or null.</returns>
    public ProtocolError? Decode(ReadOnlySpan<byte> window, out int consumed, out Range data)
    {
        consumed = 0;
        data = default;
        var hasData = false;
        while (true)
        {
            var rest = window[consumed..];
            int used;
            ProtocolError? error = null;
            switch (_phase)
            {
                case Phase.Size:
                    used = ReadSize(rest, out error);
                    break;
                case Phase.Data:
                    if (hasData) return null; // One run at a time; what follows is for the next call.
                    used = (int)Math.Min(_remaining, rest.Length);
                    if (used > 0)
                    {
                        data = consumed..(consumed + used);
                        hasData = true;
                        if ((_remaining -= used) == 0) _phase = Phase.DataEnd;
                    }

                    break;
                case Phase.DataEnd:
                    used = ReadDataEnd(rest, out error);
                    break;
                case Phase.Trailers:
                    used = ReadTrailers(rest, out error);
                    break;
                default:
                    return null;
            }

            if (error is not null) return error;
            if (used == 0) return null;
            consumed += used;
        }
    }

    private int ReadSize(ReadOnlySpan<byte> rest, out ProtocolError? error)
    {
        error = null;
        var lineFeed = rest.IndexOf((byte)'\n');
        var line = lineFeed < 0 ? rest : rest[..lineFeed];
        var hasReturn = line.EndsWith("\r"u8);
        if (hasReturn) line = line[..^1];
        if (line.Length > limits.ChunkLineBytesMax) error = ProtocolError.BadChunkExtension;
        if (lineFeed < 0) return 0;
        error ??= hasReturn ? ParseSize(line) : ProtocolError.BareLineFeed;
        return lineFeed + 1;
    }

    private ProtocolError? ParseSize(ReadOnlySpan<byte> line)
    {
        var digits = line.IndexOf((byte)';');
        if (digits < 0) digits = line.Length;
        if (digits is 0 or > SizeDigitsMax) return ProtocolError.BadChunkSize;
        foreach (var octet in line[..digits])
            if (!char.IsAsciiHexDigit((char)octet)) return ProtocolError.BadChunkSize;
        if (!long.TryParse(line[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _remaining) || _remaining < 0)
            return ProtocolError.BadChunkSize;
        var extension = line[digits..];
        _extensionBytes += extension.Length;
        if (extension.Length > limits.ChunkLineBytesMax - SizeDigitsMax || _extensionBytes > limits.ChunkExtensionBytesMax
            || extension.ContainsAny(Octets.ForbiddenInValue)) return ProtocolError.BadChunkExtension;
        _phase = _remaining == 0 ? Phase.Trailers : Phase.Data;
        return null;
    }

    private int ReadDataEnd(ReadOnlySpan<byte> rest, out ProtocolError? error)
    {
        error = rest.Length > 0 && rest[0] != (byte)'\r' || rest.Length > 1 && rest[1] != (byte)'\n' ? ProtocolError.BadChunkEnd : null;
        if (rest.Length < 2) return 0;
        _phase = Phase.Size;
        return 2;
    }

    private int ReadTrailers(ReadOnlySpan<byte> rest, out ProtocolError? error)
    {
        error = null;
        var length = _trailers.Scan(rest, limits.TrailerBytesMax, limits.TrailerBytesMax, limits.TrailerBytesMax);
        if (length == LineScanner.BareLineFeed) error = ProtocolError.BareLineFeed;
        else if (length < 0) error = ProtocolError.TrailersTooLarge;
        else if (length > 0 && !AreFieldLines(rest[..(length - 2)])) error = ProtocolError.BadTrailer;
        if (length <= 0 || error is not null) return 0;
        TrailerBytes = length;
        _phase = Phase.Done;
        return length;
    }

    private static bool AreFieldLines(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n') - 1;
            var line = lines[..length];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || !Octets.IsToken(line[..colon]) || line[colon..].ContainsAny(Octets.ForbiddenInValue)) return false;
            lines = lines[(length + 2)..];
        }

        return true;
    }
}
