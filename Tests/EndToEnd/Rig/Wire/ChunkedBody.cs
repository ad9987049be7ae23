using System.Globalization;
using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>Reads a chunked body strictly (RFC 9112 section 7.1). Sizes have at most 16 digits, and no white space stands around them.</summary>
internal static class ChunkedBody
{
    private static readonly string[] NeverInTrailers =
    [
        "content-length", "transfer-encoding", "host", "connection", "trailer", "te", "upgrade", "authorization", "expect", "content-encoding",
        "content-type", "content-range", "cookie", "set-cookie", "cache-control", "max-forwards", "keep-alive",
    ];

    /// <summary>Decodes from <paramref name="start"/>; -1 when more bytes are needed, else the index behind the body.</summary>
    /// <exception cref="WireException">The body is not well formed, or a trailer sets a field that trailers must not set.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, int start, MemoryStream body, List<WireField> trailers)
    {
        while (true)
        {
            var lineEnd = WireSyntax.LineEnd(bytes, start);
            if (lineEnd < 0) return -1;
            var size = ReadSize(Encoding.Latin1.GetString(bytes[start..lineEnd]));
            start = lineEnd + 2;
            if (size == 0) return ReadTrailers(bytes, start, trailers);
            if (bytes.Length - start < size + 2) return RefuseWrongEnd(bytes, start, size);
            RefuseWrongEnd(bytes, start, size);
            body.Write(bytes.Slice(start, (int)size));
            start += (int)size + 2;
        }
    }

    private static int RefuseWrongEnd(ReadOnlySpan<byte> bytes, int start, long size)
    {
        for (var i = 0; i < 2 && start + size + i < bytes.Length; i++)
            if (bytes[(int)(start + size + i)] != "\r\n"[i]) throw new WireException("chunk data is not followed by CRLF");
        return -1;
    }

    private static long ReadSize(string line)
    {
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        var digits = semicolon < 0 ? line : line[..semicolon];
        if (digits.Length is 0 or > 16 || !digits.All(char.IsAsciiHexDigit)) throw new WireException($"'{line}' is not a chunk size");
        if (!WireSyntax.IsFieldValue(line)) throw new WireException("a chunk extension holds a control character");
        var size = ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return size <= int.MaxValue ? (long)size : throw new WireException($"a chunk of 0x{digits} bytes");
    }

    private static int ReadTrailers(ReadOnlySpan<byte> bytes, int start, List<WireField> trailers)
    {
        var end = WireSyntax.ReadFields(bytes, start, trailers);
        var bad = trailers.FirstOrDefault(trailer => NeverInTrailers.Contains(trailer.Name.ToLowerInvariant()));
        return bad is null ? end : throw new WireException($"the trailer {bad.Name} would change what the message means");
    }
}
