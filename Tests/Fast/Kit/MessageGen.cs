using CsCheck;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Random messages that are valid, in all the shapes that RFC 9110 and 9112 allow and these readers take.</summary>
internal static class MessageGen
{
    private const string TokenOctets = "!#$%&'*+-.^_`|~0123456789ABCXYZabcxyz";

    /// <summary>Places to cut at: none, few, or nearly everywhere.</summary>
    public static readonly Gen<int[]> Cuts = Gen.OneOf(Gen.Int[0, 400].Array[0, 4], Gen.Int[0, 400].Array[20, 300]);

    private static readonly Gen<string> Token = Text(TokenOctets, 1, 12);
    private static readonly Gen<string> Method = Gen.OneOf(Gen.OneOf("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"), Token);
    private static readonly Gen<string> Host = Gen.OneOf("a", "a.example", "A.Example:8080", "[::1]", "[2001:db8::1]:443", "192.0.2.1", "192.0.2.1:1", "x_y-z");
    private static readonly Gen<string> Blank = Gen.OneOf("", " ", "\t", " \t ");
    private static readonly Gen<string> Path = Text("/abz09-._~%!$&'()*+,;=:@[]\\\"<>|{}^`", 0, 20).Select(rest => "/" + rest);
    private static readonly Gen<string> Query = Gen.OneOf(Gen.Const(""), Text("?/abz09-._~%&=;,", 0, 10).Select(rest => "?" + rest));
    private static readonly Gen<string> Value = Text("abcXYZ019 \t,;:=\"'()<>@[]{}/?\\\u0080\u00e9\u00ff", 0, 30).Select(value => value.Trim(' ', '\t'));
    private static readonly Gen<string> Octets = Gen.OneOf(
        Text("\0\r\n\t az09:;\u0080\u00ff", 0, 60), Gen.OneOf("0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n"));

    private static readonly Gen<string> Field =
        from name in Token
        from before in Blank
        from value in Value
        from after in Blank
        select $"X-{name}:{before}{value}{after}\r\n";

    private static readonly Gen<string> HopField = Gen.OneOf(
        "Connection: keep-alive\r\n", "Connection: close\r\n", "connection: x-a, X-b\r\n", "Connection: upgrade\r\nUpgrade: websocket\r\n", "Upgrade: h2c\r\n",
        "TE: trailers\r\n", "Keep-Alive: timeout=5\r\n", "Trailer: X-Sum\r\n", "Proxy-Connection: x\r\n", "Expect: 100-continue\r\n", "Via: 1.1 b\r\n", "Cookie: a=b\r\n");

    private static readonly Gen<string> Extension = Gen.OneOf(Gen.Const(""), Text("ab=;\" \t\u00e9", 0, 20).Select(text => ";" + text));

    private static readonly Gen<string> Trailers = Gen.OneOf(Gen.Const(""), Field, Gen.Const("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"));

    /// <summary>Framing fields and body: none, by length, or chunked.</summary>
    private static readonly Gen<(string Fields, string Body)> Framed = Gen.OneOf(
        Gen.Const(("", "")),
        Gen.Select(Octets, Gen.Bool).Select((body, padded) => ($"Content-Length: {(padded ? "000" : "")}{body.Length}\r\n", body)),
        Gen.Select(Chunk.List[0, 4], Gen.Int[1, 5], Extension, Trailers)
            .Select((chunks, zeros, extension, trailers) => ("Transfer-Encoding: chunked\r\n", $"{string.Concat(chunks)}{new string('0', zeros)}{extension}\r\n{trailers}\r\n")));

    /// <summary>One request.</summary>
    public static readonly Gen<string> Request =
        from line in RequestLine
        from empty in Gen.Int[0, 3]
        from fields in Gen.Frequency((5, Field), (2, HopField)).List[0, 6]
        from framed in line.Method == "CONNECT" || line.Minor == 0 ? Gen.Const(("", "")) : Framed
        from place in Gen.Int[0, fields.Count]
        let host = line.Host is null ? "" : $"Host: {line.Host}\r\n"
        select (empty == 0 ? "\r\n" : "") + $"{line.Method} {line.Target} HTTP/1.{line.Minor}\r\n"
            + string.Concat(fields.Take(place)) + host + string.Concat(fields.Skip(place)) + framed.Item1 + "\r\n" + framed.Item2;

    /// <summary>Some requests in a row.</summary>
    public static readonly Gen<string> Requests = Request.List[1, 4].Select(string.Concat);

    /// <summary>One answer to GET, with interim answers before it; one that lasts until the close is left out.</summary>
    public static readonly Gen<string> Response =
        from interims in Gen.OneOf("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n").List[0, 2]
        from status in Gen.Int[200, 599].Where(status => status is not (204 or 304))
        from reason in Gen.OneOf(Gen.Const(""), Gen.Const(" "), Value.Select(value => " " + value))
        from fields in Gen.Frequency((5, Field), (2, Gen.OneOf("Connection: close\r\n", "Connection: x-a\r\n", "Server: b\r\n", "Keep-Alive: 1\r\n"))).List[0, 6]
        from framed in Framed.Where(framed => framed.Fields.Length > 0)
        select $"{string.Concat(interims)}HTTP/1.1 {status}{reason}\r\n{string.Concat(fields)}{framed.Fields}\r\n{framed.Body}";

    private static Gen<string> Chunk =>
        from data in Octets.Where(data => data.Length > 0)
        from zeros in Gen.Int[0, 3]
        from upper in Gen.Bool
        from extension in Extension
        let size = new string('0', zeros) + data.Length.ToString(upper ? "X" : "x")
        select $"{size}{extension}\r\n{data}\r\n";

    private static Gen<(string Method, string Target, string? Host, int Minor)> RequestLine => Gen.OneOf(
        Gen.Select(Method, Path, Query, Host).Select((method, path, query, host) => (method, path + query, (string?)host, 1)),
        Gen.Select(Method, Path, Query, Host).Select((method, path, query, host) => (method, $"http://{host}{path}{query}", (string?)host.ToUpperInvariant(), 1)),
        Gen.Select(Path, Gen.Bool, Host).Select((path, hasHost, host) => ("GET", path, hasHost ? host : null, 0)),
        Host.Select(host => ("OPTIONS", "*", (string?)host, 1)),
        Host.Where(host => !host.EndsWith(']') && host.Contains(':')).Select(host => ("CONNECT", host, (string?)host, 1)));

    private static Gen<string> Text(string octets, int min, int max) => Gen.OneOf(octets.ToCharArray()).Array[min, max].Select(chars => new string(chars));
}
