using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>
/// The reference reading of a request: RFC 9112 with every ambiguity refused. What it takes means one thing to every reader; what it
/// refuses must never reach a backend.
/// </summary>
internal static class RequestReader
{
    public static Reading<WireRequest> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var lineEnd = WireSyntax.LineEnd(bytes, 0);
            if (lineEnd < 0) return new Reading<WireRequest>.Incomplete("the request line");
            var (method, target, minor) = ReadRequestLine(Encoding.Latin1.GetString(bytes[..lineEnd]));
            var fields = new List<WireField>();
            var bodyStart = WireSyntax.ReadFields(bytes, lineEnd + 2, fields);
            if (bodyStart < 0) return new Reading<WireRequest>.Incomplete("the end of the head");
            RequestTarget.Check(method, target, minor, fields);
            return ReadBody(bytes, bodyStart, new WireRequest(method, target, minor, fields, [], [], []));
        }
        catch (WireException refusal)
        {
            return new Reading<WireRequest>.Refused(refusal.Message);
        }
    }

    private static (string Method, string Target, int Minor) ReadRequestLine(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 3) throw new WireException($"'{line}' is not method, target and version with one space between");
        if (!WireSyntax.IsToken(parts[0])) throw new WireException($"'{parts[0]}' is not a method");
        var minor = parts[2] switch
        {
            "HTTP/1.1" => 1,
            "HTTP/1.0" => 0,
            _ => throw new WireException($"version '{parts[2]}'"),
        };
        return (parts[0], parts[1], minor);
    }

    private static Reading<WireRequest> ReadBody(ReadOnlySpan<byte> bytes, int start, WireRequest head)
    {
        var body = new MemoryStream();
        var trailers = new List<WireField>();
        var end = FramingOf(head) switch
        {
            null => ChunkedBody.Read(bytes, start, body, trailers),
            { } length when bytes.Length - start < length => -1,
            { } length => CopyPlain(bytes.Slice(start, (int)length), body, start),
        };
        if (end < 0) return new Reading<WireRequest>.Incomplete("the rest of the body");
        var whole = head with { Body = body.ToArray(), Trailers = trailers, Raw = bytes[..end].ToArray() };
        return new Reading<WireRequest>.Complete(whole, end);
    }

    private static int CopyPlain(ReadOnlySpan<byte> content, MemoryStream body, int start)
    {
        body.Write(content);
        return start + content.Length;
    }

    /// <summary>Body length in bytes; null means chunked (RFC 9112 section 6.3).</summary>
    private static long? FramingOf(WireRequest head)
    {
        var lengths = head.Fields.Where(field => field.Is("Content-Length")).ToList();
        var codings = head.Fields.Where(field => field.Is("Transfer-Encoding")).ToList();
        if (lengths.Count > 1) throw new WireException("more than one Content-Length");
        if (codings.Count > 1) throw new WireException("more than one Transfer-Encoding");
        if (codings.Count == 0) return lengths.Count == 0 ? 0 : WireSyntax.ReadLength(lengths[0].Value);
        if (lengths.Count > 0) throw new WireException("Content-Length with Transfer-Encoding");
        if (head.MinorVersion == 0) throw new WireException("Transfer-Encoding in HTTP/1.0");
        return codings[0].Value.Equals("chunked", StringComparison.OrdinalIgnoreCase)
            ? null
            : throw new WireException($"Transfer-Encoding '{codings[0].Value}' is not exactly chunked");
    }
}
