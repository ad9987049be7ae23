using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>Requests that are right, however odd they look: what is understood of each, however it is cut.</summary>
public sealed class GoodRequestTests
{
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\n";
    private const string Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";
    private const string OfChunked = "POST / 1.1 @a Chunked keep\nHost: a\nTransfer-Encoding: chunked";

    public static TheoryData<string, string, string> Heads => new()
    {
        { "the smallest", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / 1.1 @a keep\nHost: a" },
        { "an empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / 1.1 @a keep\nHost: a" },
        { "HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "GET / 1.0 @" },
        { "HTTP/1.0 that wants to stay", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET / 1.0 @ keep\nConnection: Keep-Alive" },
        { "HTTP/1.0 of two minds", "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", "GET / 1.0 @\nConnection: keep-alive, close" },
        { "close", "GET / HTTP/1.1\r\nHost: a\r\nConnection: CLOSE\r\n\r\n", "GET / 1.1 @a\nHost: a\nConnection: CLOSE" },
        { "close in a second field", "GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close\r\n\r\n", "GET / 1.1 @a\nHost: a\nConnection: x\nConnection: close" },
        { "empty list elements", "GET / HTTP/1.1\r\nHost: a\r\nConnection: , close ,\t,\r\n\r\n", "GET / 1.1 @a\nHost: a\nConnection: , close ,\t," },
        { "an unknown method", "fetch!#$%&'*+-.^_`|~ / HTTP/1.1\r\nHost: a\r\n\r\n", "fetch!#$%&'*+-.^_`|~ / 1.1 @a keep\nHost: a" },
        { "a query", "GET /a/b?c=d&e=?/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a/b?c=d&e=?/ 1.1 @a keep\nHost: a" },
        { "a target of two slashes", "GET //a HTTP/1.1\r\nHost: a\r\n\r\n", "GET //a 1.1 @a keep\nHost: a" },
        { "no blank behind the colon", "GET / HTTP/1.1\r\nHost:a\r\n\r\n", "GET / 1.1 @a keep\nHost: a" },
        { "blanks round a value", "GET / HTTP/1.1\r\nHost:\t a \t\r\n\r\n", "GET / 1.1 @a keep\nHost: a" },
        { "blanks within a value", "GET / HTTP/1.1\r\nHost: a\r\nX: b \t c\r\n\r\n", "GET / 1.1 @a keep\nHost: a\nX: b \t c" },
        { "an empty value", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n", "GET / 1.1 @a keep\nHost: a\nX: " },
        { "a value of blanks", "GET / HTTP/1.1\r\nHost: a\r\nX: \t \r\n\r\n", "GET / 1.1 @a keep\nHost: a\nX: " },
        { "colons in a value", "GET / HTTP/1.1\r\nHost: a\r\nX::b:c\r\n\r\n", "GET / 1.1 @a keep\nHost: a\nX: :b:c" },
        { "a value outside ASCII", "GET / HTTP/1.1\r\nHost: a\r\nX: \u00e9\u00ff\r\n\r\n", "GET / 1.1 @a keep\nHost: a\nX: \u00e9\u00ff" },
        { "a name of every token octet", "GET / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~09AZaz: b\r\n\r\n", "GET / 1.1 @a keep\nHost: a\n!#$%&'*+-.^_`|~09AZaz: b" },
        { "a field twice", "GET / HTTP/1.1\r\nX: 1\r\nHost: a\r\nX: 2\r\n\r\n", "GET / 1.1 @a keep\nX: 1\nHost: a\nX: 2" },
        { "a length of zero", Post + "Content-Length: 0\r\n\r\n", "POST / 1.1 @a keep\nHost: a\nContent-Length: 0" },
        { "a length of 18 zeros", Post + "Content-Length: 000000000000000000\r\n\r\n", "POST / 1.1 @a keep\nHost: a\nContent-Length: 000000000000000000" },
        { "an upgrade", "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n", "GET / 1.1 @a keep upgrades\nHost: a\nConnection: keep-alive, Upgrade\nUpgrade: websocket" },
        { "an upgrade that Connection does not name", "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n", "GET / 1.1 @a keep\nHost: a\nUpgrade: websocket" },
        { "an upgrade in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n", "GET / 1.0 @a\nHost: a\nConnection: upgrade\nUpgrade: x" },
        { "an expectation without a body", "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", "GET / 1.1 @a keep\nHost: a\nExpect: 100-continue" },
        { "CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", "CONNECT a:443 1.1 @a:443 keep\nHost: a:443" },
        { "OPTIONS for the server", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * 1.1 @a keep\nHost: a" },
    };

    public static TheoryData<string, string, string, string> Bodies => new()
    {
        { "a length", Post + "Content-Length: 3\r\n\r\nabc", "POST / 1.1 @a length=3 keep\nHost: a\nContent-Length: 3", "abc" },
        { "a length with zeros in front", Post + "Content-Length: 003\r\n\r\nabc", "POST / 1.1 @a length=3 keep\nHost: a\nContent-Length: 003", "abc" },
        { "a length in HTTP/1.0", "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc", "POST / 1.0 @ length=3\nContent-Length: 3", "abc" },
        { "an empty line, then HTTP/1.0 without Host", "\r\nPOST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc", "POST / 1.0 @ length=3\nContent-Length: 3", "abc" },
        { "GET with a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "GET / 1.1 @a length=3 keep\nHost: a\nContent-Length: 3", "abc" },
        { "HEAD with chunks", "HEAD / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "HEAD / 1.1 @a Chunked keep\nHost: a\nTransfer-Encoding: chunked", "x" },
        { "an expectation", Post + "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\nx", "POST / 1.1 @a length=1 keep expects\nHost: a\nExpect: 100-Continue\nContent-Length: 1", "x" },
        { "an expectation in HTTP/1.0", "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx", "POST / 1.0 @ length=1\nExpect: 100-continue\nContent-Length: 1", "x" },
        { "an upgrade with a body is none", Post + "Connection: upgrade\r\nUpgrade: x\r\nContent-Length: 1\r\n\r\nx", "POST / 1.1 @a length=1 keep\nHost: a\nConnection: upgrade\nUpgrade: x\nContent-Length: 1", "x" },
        { "no chunk but the last", Chunked + "0\r\n\r\n", OfChunked, "" },
        { "chunks", Chunked + "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n", OfChunked, "abcd" },
        { "the last chunk in many zeros", Chunked + "1\r\nx\r\n0000000000000000\r\n\r\n", OfChunked, "x" },
        { "sizes in both cases", Chunked + "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", OfChunked, "01234567890123456789" },
        { "zeros before a size", Chunked + "0000000000000003\r\nabc\r\n0\r\n\r\n", OfChunked, "abc" },
        { "extensions", Chunked + "3;a;b=c;d=\"e;f\"\r\nabc\r\n0;last\r\n\r\n", OfChunked, "abc" },
        { "an extension with blanks", Chunked + "3; a = b\t\r\nabc\r\n0\r\n\r\n", OfChunked, "abc" },
        { "trailers are dropped", Chunked + "1\r\nx\r\n0\r\nContent-Length: 9\r\nHost: b\r\nX: y\r\n\r\n", OfChunked, "x" },
        { "CRLF within the data", Chunked + "4\r\n\r\n\r\n\r\n0\r\n\r\n", OfChunked, "\r\n\r\n" },
        { "data that looks like chunks", Chunked + "5\r\n0\r\n\r\n\r\n0\r\n\r\n", OfChunked, "0\r\n\r\n" },
        { "encoding in capitals", Post + "TRANSFER-ENCODING: Chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "POST / 1.1 @a Chunked keep\nHost: a\nTRANSFER-ENCODING: Chunked", "x" },
    };

    [Theory]
    [MemberData(nameof(Heads))]
    public void A_head_is_understood_whole_or_in_pieces(string kind, string request, string expected) => Check(kind, request, new Told(expected, "", IsWhole: true));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_is_freed_of_its_framing(string kind, string request, string head, string body) => Check(kind, request, new Told(head, body, IsWhole: true));

    private static void Check(string kind, string request, Told expected)
    {
        var whole = Reading.Requests(request);
        Assert.True(whole.Error is null && whole.Messages is [var only] && only == expected && whole.Rest.Length == 0, $"{kind}: {whole}");
        Reading.Requests(request.Single()).AssertTellsTheSameAs(whole);
        for (var cut = 1; cut < request.Length; cut++) Reading.Requests(request.Cut([cut])).AssertTellsTheSameAs(whole);
        var thrice = Reading.Requests(request + request + request);
        Assert.Equal([expected, expected, expected], thrice.Messages);
        Reading.Requests((request + request + request).Single()).AssertTellsTheSameAs(thrice);
    }
}
