using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

public sealed class HeadWriterTests
{
    public static TheoryData<string, string, string> Requested => new()
    {
        { "host comes first and is ours", "GET /a?b HTTP/1.1\r\nX: y\r\nHOST: A:1\r\n\r\n", "GET /a?b HTTP/1.1\r\nhost: A:1\r\nX: y\r\n\r\n" },
        { "HTTP/1.0 goes on as HTTP/1.1", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nhost: a\r\n\r\n" },
        { "an absolute target goes on in origin form", "GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n", "GET /x HTTP/1.1\r\nhost: a\r\n\r\n" },
        { "blanks round values are ours", "GET / HTTP/1.1\r\nHost: a\r\nX:  y z\t\r\nY:\r\n\r\n", "GET / HTTP/1.1\r\nhost: a\r\nX: y z\r\nY: \r\n\r\n" },
        { "fields of one hop stay behind", Get("Connection: keep-alive, Upgrade", "Keep-Alive: timeout=5", "Proxy-Connection: close", "Upgrade: x", "Trailer: X", "Expect: 100-continue"), Get() },
        { "what Connection names stays behind", Get("X-A: 1", "Connection: x-a, X-B", "X-B: 2", "x-b: 3", "X-AB: 4", "Connection:x-c", "X-C: 5"), Get("X-AB: 4") },
        { "even what we know", Get("Connection: cookie, referer, content-type", "Cookie: a=b", "Referer: c", "Content-Type: d", "X: y"), Get("X: y") },
        { "but not what proxies tell each other", Get("Connection: x-forwarded-for, x-forwarded-proto, x-request-id, via", "X-Forwarded-For: 1", "X-Forwarded-Proto: http", "X-Request-Id: 2", "Via: 3"),
            Get("X-Forwarded-For: 1", "X-Forwarded-Proto: http", "X-Request-Id: 2", "Via: 3") },
        { "TE stays when it asks for trailers", Get("TE: Trailers", "Connection: te"), Get("te: trailers") },
        { "of TE only trailers stay, once", Get("TE: trailers, deflate;q=0.5", "TE: gzip ,Trailers"), Get("te: trailers") },
        { "TE goes when it asks for other things", Get("TE: deflate, trailers;x"), Get() },
        { "a length is written once", "POST / HTTP/1.1\r\nContent-Length: 007\r\nHost: a\r\n\r\n", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 7\r\n\r\n" },
        { "a length of zero is kept", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n" },
        { "no length is invented", "POST / HTTP/1.1\r\nHost: a\r\n\r\n", "POST / HTTP/1.1\r\nhost: a\r\n\r\n" },
        { "chunks are announced once", "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\nHost: a\r\nTrailer: X\r\n\r\n", "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n" },
        { "GET keeps the framing of its body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n", "GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\n" },
        { "CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n" },
    };

    public static TheoryData<string, HttpMethod, string, string> Answered => new()
    {
        { "a reason is kept", HttpMethod.Get, "HTTP/1.0 200 Fine\r\nContent-Length: 2\r\n\r\n", "HTTP/1.1 200 Fine\r\ncontent-length: 2\r\n\r\n" },
        { "a missing reason is the usual one", HttpMethod.Get, "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n" },
        { "no reason where there is no usual one", HttpMethod.Get, "HTTP/1.1 299 \r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 299 \r\ncontent-length: 0\r\n\r\n" },
        { "fields of one hop stay behind", HttpMethod.Get, "HTTP/1.1 200 OK\r\nConnection: close, x\r\nX: 1\r\nKeep-Alive: timeout=1\r\nUpgrade: h2c\r\nTrailer: Y\r\nProxy-Connection: z\r\nContent-Length: 1\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n" },
        { "chunks are announced once", HttpMethod.Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\n\r\n", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" },
        { "HEAD keeps the length", HttpMethod.Head, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n" },
        { "HEAD keeps the encoding", HttpMethod.Head, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" },
        { "HEAD without framing", HttpMethod.Head, "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n" },
        { "204 has no length", HttpMethod.Get, "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n" },
        { "304 keeps the length of what it stands for", HttpMethod.Get, "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", "HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n" },
        { "101 keeps its upgrade", HttpMethod.Get, "HTTP/1.1 101 Switching Protocols\r\nConnection: keep-alive, Upgrade\r\nUpgrade: a\r\nUpgrade: b\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: a\r\nupgrade: b\r\n\r\n" },
        { "103 has no framing", HttpMethod.Get, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" },
        { "200 to CONNECT has no framing", HttpMethod.Connect, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n" },
        { "not even where it claims some", HttpMethod.Connect, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Requested))]
    public void A_request_is_written_anew(string rule, string received, string forwarded) =>
        Assert.True(forwarded == Written(Requests.Raw(received)), $"{rule}: {Written(Requests.Raw(received))}");

    [Theory]
    [MemberData(nameof(Answered))]
    public void An_answer_is_written_anew(string rule, HttpMethod method, string received, string forwarded)
    {
        var head = Responses.Raw(received, method);
        var written = Written(head, head.Body);
        Assert.True(forwarded == written, $"{rule}: {written}");
    }

    [Fact]
    public void An_upgrade_goes_on_only_where_it_is_allowed()
    {
        var head = Requests.Raw(Get("Connection: Upgrade, x", "Upgrade: websocket", "X: y", "Upgrade: other"));
        Assert.Equal(Get("connection: upgrade", "upgrade: websocket", "upgrade: other"), Written(head, keepUpgrade: true));
        Assert.Equal(Get(), Written(head));
    }

    [Fact]
    public void Added_fields_are_out_of_Connections_reach()
    {
        var head = Requests.Raw(Get("Connection: x-a, x-b", "X-A: theirs"));
        head.Headers.Add("x-a"u8, "ours"u8);
        head.Headers.Add("x-b"u8, "ours"u8);
        Assert.Equal(Get("x-a: ours", "x-b: ours"), Written(head));
    }

    [Fact]
    public void What_was_removed_or_rewritten_is_written_so()
    {
        var head = Requests.Raw("POST http://a/x HTTP/1.1\r\nHost: a\r\nX: 1\r\nY: 2\r\nContent-Length: 1\r\n\r\n");
        head.Headers.Remove("x"u8);
        head.Headers.Set("y"u8, "3"u8);
        head.RewriteTarget("/z?q"u8);
        head.RewriteAuthority("b:2"u8.ToArray());
        Assert.Equal("POST /z?q HTTP/1.1\r\nhost: b:2\r\ny: 3\r\ncontent-length: 1\r\n\r\n", Written(head));
    }

    [Fact]
    public void Closing_is_said_but_not_before_the_final_answer()
    {
        Assert.Equal("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", Written(Responses.Response("200 OK", HttpMethod.Get, "Content-Length: 0"), BodyKind.None, close: true));
        Assert.Equal("HTTP/1.1 103 Early Hints\r\n\r\n", Written(Responses.Response("103 Early Hints"), BodyKind.None, close: true));
    }

    [Fact]
    public void An_answer_that_asks_for_another_protocol_names_it()
    {
        var head = Responses.Response("426 Upgrade Required", HttpMethod.Get, "Content-Length: 0", "Upgrade: x", "Connection: upgrade");
        Assert.Equal("HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n", Written(head, BodyKind.None));
        Assert.Equal("HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\nconnection: upgrade, close\r\nupgrade: x\r\n\r\n", Written(head, BodyKind.None, close: true));
    }

    [Fact]
    public void A_client_of_HTTP_1_0_hears_that_it_may_stay_and_nothing_of_chunks()
    {
        Assert.Equal("HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: keep-alive\r\n\r\n", Written(Responses.Response("200 OK", HttpMethod.Get, "Content-Length: 1"), BodyKind.Length, forHttp11: false));
        Assert.Equal("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", Written(Responses.Response("200 OK", HttpMethod.Get, "Transfer-Encoding: chunked"), BodyKind.UntilClose, close: true, forHttp11: false));
        Assert.Equal("HTTP/1.1 200 OK\r\nconnection: keep-alive\r\n\r\n", Written(Responses.Response("200 OK", HttpMethod.Head, "Transfer-Encoding: chunked"), BodyKind.None, forHttp11: false));
    }

    [Fact]
    public void The_largest_numbers_fit()
    {
        Assert.Equal($"HTTP/1.1 200 OK\r\ncontent-length: {new string('9', 18)}\r\n\r\n",
            Written(Responses.Response("200 OK", HttpMethod.Get, "Content-Length: " + new string('9', 18)), BodyKind.Length));
    }

    private static string Get(params string[] fields) => "GET / HTTP/1.1\r\nhost: a\r\n" + string.Concat(fields.Select(line => line + "\r\n")) + "\r\n";

    private static string Written(RequestHead head, bool keepUpgrade = false)
    {
        var buffer = new ByteBuffer();
        HeadWriter.WriteRequest(buffer, head, keepUpgrade);
        return Taken(buffer);
    }

    private static string Written(ResponseHead head, BodyKind body, bool close = false, bool forHttp11 = true)
    {
        var buffer = new ByteBuffer();
        HeadWriter.WriteResponse(buffer, head, body, close, forHttp11);
        return Taken(buffer);
    }

    private static string Taken(ByteBuffer buffer)
    {
        var text = buffer.Span.Latin();
        buffer.Release();
        return text;
    }
}
