using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>Requests that another party could read in another way: each is refused, however it is cut.</summary>
public sealed class BadRequestTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\n";
    private const string Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";

    public static TheoryData<string, string, string> Lines => new()
    {
        { "two spaces before the target", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "bad_target" },
        { "two spaces behind the target", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", "bad_target" },
        { "tab instead of space", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", "bad_method" },
        { "tab before the version", "GET /\tHTTP/1.1\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "empty target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "no version (HTTP/0.9)", "GET /\r\n\r\n", "bad_request_line" },
        { "a fourth word", "GET / HTTP/1.1 x\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "a space at the end", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "bad_request_line" },
        { "a space at the start", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "no method", "/ HTTP/1.1\r\nHost: a\r\n\r\n", "bad_method" },
        { "method not a token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "bad_method" },
        { "method with NUL", "GE\0T / HTTP/1.1\r\nHost: a\r\n\r\n", "bad_method" },
        { "method outside ASCII", "G\u00c9T / HTTP/1.1\r\nHost: a\r\n\r\n", "bad_method" },
        { "HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "version_not_supported" },
        { "HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", "version_not_supported" },
        { "HTTP/0.9 spelt out", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", "version_not_supported" },
        { "HTTP/1.10", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", "version_not_supported" },
        { "HTTP/1", "GET / HTTP/1\r\nHost: a\r\n\r\n", "version_not_supported" },
        { "http/1.1", "GET / http/1.1\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "HTTP/1,1", "GET / HTTP/1,1\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "HTTP/x.1", "GET / HTTP/x.1\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "version_not_supported" },
        { "a TLS ClientHello", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n", "bad_request_line" },
        { "a second empty line first", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "bad_request_line" },
        { "control in the target", "GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n", "bad_target" },
        { "NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", "bad_target" },
        { "DEL in the target", "GET /\u007f HTTP/1.1\r\nHost: a\r\n\r\n", "bad_target" },
        { "bare CR in the target", "GET /\rx HTTP/1.1\r\nHost: a\r\n\r\n", "bad_target" },
        { "fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", "bad_target" },
        { "target outside ASCII", "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n", "bad_target" },
        { "LF alone behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", "bare_line_feed" },
        { "LF alone first", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "bare_line_feed" },
    };

    public static TheoryData<string, string, string> Fields => new()
    {
        { "LF alone behind a field", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", "bare_line_feed" },
        { "LF alone as the empty line", Get + "\n", "bare_line_feed" },
        { "LF alone in a value", Get + "X: a\nb\r\n\r\n", "bare_line_feed" },
        { "CR alone in a value", Get + "X: a\rb\r\n\r\n", "bad_field_value" },
        { "CR CR LF", Get + "X: a\r\r\n\r\n", "bad_field_value" },
        { "NUL in a value", Get + "X: a\0b\r\n\r\n", "bad_field_value" },
        { "control in a value", Get + "X: a\u0008b\r\n\r\n", "bad_field_value" },
        { "DEL in a value", Get + "X: a\u007fb\r\n\r\n", "bad_field_value" },
        { "space before the colon", Get + "X : a\r\n\r\n", "bad_field_name" },
        { "tab before the colon", Get + "X\t: a\r\n\r\n", "bad_field_name" },
        { "space in a name", Get + "X Y: a\r\n\r\n", "bad_field_name" },
        { "empty name", Get + ": a\r\n\r\n", "bad_field_name" },
        { "no colon", Get + "X\r\n\r\n", "bad_field_name" },
        { "name not a token", Get + "X(y): a\r\n\r\n", "bad_field_name" },
        { "name outside ASCII", Get + "X\u00e9: a\r\n\r\n", "bad_field_name" },
        { "NUL in a name", Get + "X\0: a\r\n\r\n", "bad_field_name" },
        { "CR before the colon", Get + "X\r: a\r\n\r\n", "bad_field_name" },
        { "space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "folded_field" },
        { "tab before the first field", "GET / HTTP/1.1\r\n\tHost: a\r\n\r\n", "folded_field" },
        { "a folded value", Get + "X: a\r\n b\r\n\r\n", "folded_field" },
        { "a folded value by tab", Get + "X: a\r\n\tb\r\n\r\n", "folded_field" },
        { "a line of one space", Get + " \r\n\r\n", "folded_field" },
        { "no Host", "GET / HTTP/1.1\r\n\r\n", "missing_host_header" },
        { "no Host with an absolute target", "GET http://a/ HTTP/1.1\r\n\r\n", "missing_host_header" },
        { "two Hosts", Get + "Host: b\r\n\r\n", "duplicate_host" },
        { "two equal Hosts", Get + "host: a\r\n\r\n", "duplicate_host" },
        { "empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "bad_host" },
        { "empty Host in HTTP/1.0", "GET / HTTP/1.0\r\nHost: \r\n\r\n", "bad_host" },
        { "Connection not a list of tokens", Get + "Connection: clo se\r\n\r\n", "bad_connection" },
        { "Connection names Host", Get + "Connection: close, Host\r\n\r\n", "bad_connection" },
        { "Connection names Content-Length", Post + "Connection: content-length\r\nContent-Length: 0\r\n\r\n", "bad_connection" },
        { "Connection names Transfer-Encoding", Post + "Connection: Transfer-Encoding\r\n\r\n", "bad_connection" },
        { "an expectation that nobody knows", Post + "Expect: 200-ok\r\nContent-Length: 1\r\n\r\n", "unknown_expectation" },
        { "two expectations in one", Post + "Expect: 100-continue, x\r\nContent-Length: 1\r\n\r\n", "unknown_expectation" },
    };

    public static TheoryData<string, string, string> Framings => new()
    {
        { "length and encoding", Post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", "length_and_transfer_encoding" },
        { "encoding and length", Post + "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n", "length_and_transfer_encoding" },
        { "two lengths that differ", Post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n", "duplicate_content_length" },
        { "two lengths that agree", Post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n", "duplicate_content_length" },
        { "a list of lengths", Post + "Content-Length: 3, 3\r\n\r\n", "bad_content_length" },
        { "an empty length", Post + "Content-Length:\r\n\r\n", "bad_content_length" },
        { "a positive sign", Post + "Content-Length: +3\r\n\r\n", "bad_content_length" },
        { "a negative length", Post + "Content-Length: -3\r\n\r\n", "bad_content_length" },
        { "a hexadecimal length", Post + "Content-Length: 0x3\r\n\r\n", "bad_content_length" },
        { "a fractional length", Post + "Content-Length: 3.0\r\n\r\n", "bad_content_length" },
        { "a length with a space", Post + "Content-Length: 1 2\r\n\r\n", "bad_content_length" },
        { "a length with an underscore", Post + "Content-Length: 1_2\r\n\r\n", "bad_content_length" },
        { "a length of 19 digits", Post + "Content-Length: 1234567890123456789\r\n\r\n", "bad_content_length" },
        { "zeros up to 19 digits", Post + "Content-Length: 0000000000000000003\r\n\r\n", "bad_content_length" },
        { "digits outside ASCII", Post + "Content-Length: \u00b2\r\n\r\n", "bad_content_length" },
        { "another encoding", Post + "Transfer-Encoding: gzip\r\n\r\n", "bad_transfer_encoding" },
        { "chunked last", Post + "Transfer-Encoding: gzip, chunked\r\n\r\n", "bad_transfer_encoding" },
        { "chunked first", Post + "Transfer-Encoding: chunked, gzip\r\n\r\n", "bad_transfer_encoding" },
        { "chunked twice", Post + "Transfer-Encoding: chunked, chunked\r\n\r\n", "bad_transfer_encoding" },
        { "chunked in two fields", Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", "bad_transfer_encoding" },
        { "identity", Post + "Transfer-Encoding: identity\r\n\r\n", "bad_transfer_encoding" },
        { "an empty encoding", Post + "Transfer-Encoding:\r\n\r\n", "bad_transfer_encoding" },
        { "xchunked", Post + "Transfer-Encoding: xchunked\r\n\r\n", "bad_transfer_encoding" },
        { "chunked with a parameter", Post + "Transfer-Encoding: chunked;q=1\r\n\r\n", "bad_transfer_encoding" },
        { "chunked in quotes", Post + "Transfer-Encoding: \"chunked\"\r\n\r\n", "bad_transfer_encoding" },
        { "chunked behind a vertical tab", Post + "Transfer-Encoding: \u000bchunked\r\n\r\n", "bad_field_value" },
        { "chunked behind a space before the colon", Post + "Transfer-Encoding : chunked\r\n\r\n", "bad_field_name" },
        { "chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "bad_transfer_encoding" },
        { "CONNECT with a length", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\nContent-Length: 1\r\n\r\nx", "body_on_connect" },
        { "CONNECT with a length of zero", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\nContent-Length: 0\r\n\r\n", "body_on_connect" },
        { "CONNECT with chunks", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\nTransfer-Encoding: chunked\r\n\r\n", "body_on_connect" },
    };

    public static TheoryData<string, string, string> Chunks => new()
    {
        { "no size", Chunked + "\r\nabc\r\n0\r\n\r\n", "bad_chunk_size" },
        { "size not hexadecimal", Chunked + "g\r\n", "bad_chunk_size" },
        { "size with a prefix", Chunked + "0x3\r\nabc\r\n", "bad_chunk_size" },
        { "size with a sign", Chunked + "+3\r\nabc\r\n", "bad_chunk_size" },
        { "negative size", Chunked + "-3\r\nabc\r\n", "bad_chunk_size" },
        { "space before the size", Chunked + " 3\r\nabc\r\n", "bad_chunk_size" },
        { "space behind the size", Chunked + "3 \r\nabc\r\n", "bad_chunk_size" },
        { "space before the extension", Chunked + "3 ;x\r\nabc\r\n", "bad_chunk_size" },
        { "tab behind the size", Chunked + "3\t\r\nabc\r\n", "bad_chunk_size" },
        { "size with an underscore", Chunked + "1_0\r\nabc\r\n", "bad_chunk_size" },
        { "size of 17 digits", Chunked + "00000000000000003\r\nabc\r\n", "bad_chunk_size" },
        { "size beyond 63 bits", Chunked + "8000000000000000\r\n", "bad_chunk_size" },
        { "size that wraps round to 3", Chunked + "10000000000000003\r\nabc\r\n", "bad_chunk_size" },
        { "LF alone behind the size", Chunked + "3\nabc\r\n0\r\n\r\n", "bare_line_feed" },
        { "LF alone in an extension", Chunked + "3;x\nabc\r\n0\r\n\r\n", "bare_line_feed" },
        { "CR alone in an extension", Chunked + "3;x\rabc\r\n", "bad_chunk_extension" },
        { "NUL in an extension", Chunked + "3;x\0\r\n", "bad_chunk_extension" },
        { "CR alone behind the size", Chunked + "3\rabc\r\n", "bad_chunk_size" },
        { "no CRLF behind the data", Chunked + "3\r\nabc0\r\n\r\n", "bad_chunk_end" },
        { "LF alone behind the data", Chunked + "3\r\nabc\n0\r\n\r\n", "bad_chunk_end" },
        { "CR alone behind the data", Chunked + "3\r\nabc\r0\r\n\r\n", "bad_chunk_end" },
        { "data longer than its size", Chunked + "3\r\nabcd\r\n0\r\n\r\n", "bad_chunk_end" },
        { "LF alone behind the last chunk", Chunked + "0\n\r\n", "bare_line_feed" },
        { "LF alone as the empty line", Chunked + "0\r\n\n", "bare_line_feed" },
        { "trailer without a colon", Chunked + "0\r\nX\r\n\r\n", "bad_trailer" },
        { "trailer with a space before the colon", Chunked + "0\r\nX : a\r\n\r\n", "bad_trailer" },
        { "folded trailer", Chunked + "0\r\nX: a\r\n b\r\n\r\n", "bad_trailer" },
        { "control in a trailer", Chunked + "0\r\nX: a\u0001\r\n\r\n", "bad_trailer" },
        { "LF alone in a trailer", Chunked + "0\r\nX: a\n\r\n", "bare_line_feed" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(Fields))]
    [MemberData(nameof(Framings))]
    [MemberData(nameof(Chunks))]
    public void A_request_in_doubt_is_refused_whole_or_in_pieces(string flaw, string request, string code)
    {
        var whole = Reading.Requests(request);
        Assert.True(whole.Error == "http1." + code, $"{flaw}: {whole}");
        Assert.Empty(whole.Whole);
        Reading.Requests(request.Single()).AssertTellsTheSameAs(whole);
        for (var cut = 1; cut < request.Length; cut++) Reading.Requests(request.Cut([cut])).AssertTellsTheSameAs(whole);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(Fields))]
    [MemberData(nameof(Framings))]
    [MemberData(nameof(Chunks))]
    public void What_comes_after_a_good_request_is_judged_as_strictly(string flaw, string request, string code)
    {
        var told = Reading.Requests("POST /first HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok" + request);
        Assert.True(told.Error == "http1." + code, $"{flaw}: {told}");
        Assert.Equal("ok", Assert.Single(told.Whole).Body);
    }
}
