using System.Globalization;
using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>The strict reading of a response (RFC 9112 sections 4 and 6.3). The sidecar's own output must pass it.</summary>
internal static class ResponseReader
{
    /// <param name="bytes">All bytes since the last response.</param>
    /// <param name="method">The method of the request that it answers: HEAD and CONNECT change the framing.</param>
    /// <param name="ended">True when the peer has ended its side, so that a body without a length is whole.</param>
    public static Reading<WireResponse> Read(ReadOnlySpan<byte> bytes, string method, bool ended)
    {
        try
        {
            return ReadFinal(bytes, method, ended);
        }
        catch (WireException refusal)
        {
            return new Reading<WireResponse>.Refused(refusal.Message);
        }
    }

    private static Reading<WireResponse> ReadFinal(ReadOnlySpan<byte> bytes, string method, bool ended)
    {
        var interim = new List<int>();
        var start = 0;
        while (true)
        {
            var lineEnd = WireSyntax.LineEnd(bytes, start);
            if (lineEnd < 0) return new Reading<WireResponse>.Incomplete("the status line");
            var (status, minor) = ReadStatusLine(Encoding.Latin1.GetString(bytes[start..lineEnd]));
            var fields = new List<WireField>();
            var bodyStart = WireSyntax.ReadFields(bytes, lineEnd + 2, fields);
            if (bodyStart < 0) return new Reading<WireResponse>.Incomplete("the end of the head");
            var head = new WireResponse(status, minor, fields, [], [], interim, EndedByClose: false);
            if (status is >= 200 or 101) return ReadBody(bytes, bodyStart, head, method, ended);
            interim.Add(status);
            start = bodyStart;
        }
    }

    private static (int Status, int Minor) ReadStatusLine(string line)
    {
        // "HTTP/1.1 200 " and a reason that may be empty: the space behind the status must be there (RFC 9112 section 4).
        var known = line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || line.StartsWith("HTTP/1.0 ", StringComparison.Ordinal);
        var wellFormed = known && line.Length >= 13 && line[12] == ' ' && line[9..12].All(char.IsAsciiDigit) && WireSyntax.IsFieldValue(line);
        var status = wellFormed ? int.Parse(line[9..12], CultureInfo.InvariantCulture) : 0;
        return status is >= 100 and <= 599 ? (status, line[7] - '0') : throw new WireException($"'{line}' is not a status line");
    }

    private static Reading<WireResponse> ReadBody(ReadOnlySpan<byte> bytes, int start, WireResponse head, string method, bool ended)
    {
        var (chunked, length) = FramingOf(head);
        var bodiless = method == "HEAD" || head.Status is 101 or 204 or 304 || (method == "CONNECT" && head.Status is >= 200 and < 300);
        if (bodiless) return new Reading<WireResponse>.Complete(head, start);
        if (chunked) return ReadChunked(bytes, start, head);
        if (length is null)
        {
            var untilClose = head with { Body = bytes[start..].ToArray(), EndedByClose = true };
            return ended ? new Reading<WireResponse>.Complete(untilClose, bytes.Length) : new Reading<WireResponse>.Incomplete("the close that ends the body");
        }

        if (bytes.Length - start < length) return new Reading<WireResponse>.Incomplete($"{length - (bytes.Length - start)} bytes of the body");
        var end = start + (int)length;
        return new Reading<WireResponse>.Complete(head with { Body = bytes[start..end].ToArray() }, end);
    }

    private static Reading<WireResponse> ReadChunked(ReadOnlySpan<byte> bytes, int start, WireResponse head)
    {
        var body = new MemoryStream();
        var trailers = new List<WireField>();
        var end = ChunkedBody.Read(bytes, start, body, trailers);
        if (end < 0) return new Reading<WireResponse>.Incomplete("the last chunk");
        return new Reading<WireResponse>.Complete(head with { Body = body.ToArray(), Trailers = trailers }, end);
    }

    private static (bool Chunked, long? Length) FramingOf(WireResponse head)
    {
        var lengths = head.Fields.Where(field => field.Is("Content-Length")).ToList();
        var codings = head.Fields.Where(field => field.Is("Transfer-Encoding")).ToList();
        if (lengths.Count > 1 || codings.Count > 1 || lengths.Count + codings.Count > 1) throw new WireException("more than one framing field");
        if (head.Status is 204 or < 200 && lengths.Count + codings.Count > 0) throw new WireException($"a {head.Status} with a framing field");
        if (codings.Count == 1 && codings[0].Value != "chunked") throw new WireException($"Transfer-Encoding {codings[0].Value}");
        return (codings.Count == 1, lengths.Count == 1 ? WireSyntax.ReadLength(lengths[0].Value) : null);
    }
}
