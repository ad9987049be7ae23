using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>Every limit of <see cref="MessageLimits"/>: at it a message passes, one beyond it is refused, and no cut makes a difference.</summary>
public sealed class LimitTests
{
    private static readonly MessageLimits Small = new(
        HeadBytesMax: 260, HeaderCountMax: 5, RequestLineBytesMax: 40, FieldBytesMax: 60, ChunkLineBytesMax: 36, ChunkExtensionBytesMax: 50, TrailerBytesMax: 70);

    [Fact]
    public void The_request_line_has_a_limit()
    {
        string Request(int length) => $"GET /{new string('a', length - "GET / HTTP/1.1".Length)} HTTP/1.1\r\nHost: a\r\n\r\n";
        Passes(Request(40));
        Fails(Request(41), "target_too_long");
        Fails(new string('A', 41), "target_too_long");
        Waits(new string('A', 40));
        Waits(new string('A', 40) + "\r");
    }

    [Fact]
    public void A_field_line_has_a_limit()
    {
        string Request(int length) => $"GET / HTTP/1.1\r\nHost: a\r\nX:{new string('b', length - 2)}\r\n\r\n";
        Passes(Request(60));
        Fails(Request(61), "field_too_large");
        Fails("GET / HTTP/1.1\r\n" + new string('X', 61), "field_too_large");
        Waits("GET / HTTP/1.1\r\n" + new string('X', 60) + "\r");
        var padded = $"GET / HTTP/1.1\r\nHost: a\r\nX:{new string(' ', 59)}\r\n\r\n";
        Fails(padded, "field_too_large");
    }

    [Fact]
    public void One_line_may_fill_a_head_that_was_configured()
    {
        var limits = MessageLimits.Default.WithHead(96 * 1024);
        string Request(int name, int value) => $"GET / HTTP/1.1\r\nHost: a\r\n{new string('X', name)}: {new string('b', value)}\r\n\r\n";
        Assert.Null(Reading.Requests(Request(1, 17 * 1024), limits).Error);
        Assert.Null(Reading.Requests($"GET /{new string('a', 17 * 1024)} HTTP/1.1\r\nHost: a\r\n\r\n", limits).Error);
        Assert.NotNull(Reading.Requests(Request(1, 96 * 1024), limits).Error);

        // A name of 64 KiB and one byte must not be taken for a name of one.
        var told = Reading.Requests(Request(65_537, 1), limits);
        Assert.Null(told.Error);
        Assert.Contains(new string('X', 65_537), told.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_number_of_fields_has_a_limit()
    {
        string Request(int fields) => "GET / HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(1, fields - 1).Select(n => $"X{n}: y\r\n")) + "\r\n";
        Passes(Request(5));
        Fails(Request(6), "too_many_fields");
    }

    [Fact]
    public void The_head_has_a_limit()
    {
        string Request(int length)
        {
            var head = $"GET / HTTP/1.1\r\nHost: a\r\nA:{new string('b', 58)}\r\nB:{new string('b', 58)}\r\nC:{new string('b', 58)}\r\nD:";
            return head + new string('b', length - head.Length - 4) + "\r\n\r\n";
        }

        Passes(Request(260));
        Fails(Request(261), "head_too_large");
        Passes(Request(259) + Request(260));
        Fails("GET / HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 50)), "head_too_large");
    }

    [Fact]
    public void The_body_does_not_count_into_the_head()
    {
        var request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n" + new string('x', 5000);
        var told = Reading.Requests(request + request, Small);
        Assert.Equal([5000, 5000], told.Whole.Select(message => message.Body.Length));
    }

    [Fact]
    public void A_chunk_line_and_its_extension_have_limits()
    {
        Passes(Chunked($"{new string('0', 15)}1;{new string('x', 19)}\r\nx\r\n0\r\n\r\n"));
        Fails(Chunked($"{new string('0', 15)}1;{new string('x', 20)}\r\nx\r\n0\r\n\r\n"), "bad_chunk_extension");
        Passes(Chunked($"1;{new string('x', 19)}\r\nx\r\n0\r\n\r\n"));
        Fails(Chunked($"1;{new string('x', 20)}\r\nx\r\n0\r\n\r\n"), "bad_chunk_extension");
        Fails(Chunked($"1;{new string('x', 35)}"), "bad_chunk_extension");
        Waits(Chunked($"1;{new string('x', 34)}"));
    }

    [Fact]
    public void The_default_lets_256_octets_of_extension_pass()
    {
        string Request(int digits, int extension) =>
            Chunked($"{new string('0', digits - 1)}1;{new string('x', extension - 1)}\r\nx\r\n0\r\n\r\n");
        foreach (var digits in new[] { 1, 16 })
        {
            Assert.Single(Reading.Requests(Request(digits, 256)).Whole);
            Assert.Equal("http1.bad_chunk_extension", Reading.Requests(Request(digits, 257)).Error);
        }
    }

    [Fact]
    public void The_extensions_of_a_body_together_have_a_limit()
    {
        Passes(Chunked("1;234567890\r\nx\r\n1;1234567890123456789\r\nx\r\n0;1234567890123456789\r\n\r\n"));
        Fails(Chunked("1;234567890\r\nx\r\n1;1234567890123456789\r\nx\r\n1;\r\nx\r\n0;1234567890123456789\r\n\r\n"), "bad_chunk_extension");
        Passes(Chunked("1;234567890\r\nx\r\n0;\r\n\r\n") + Chunked("1;1234567890123456789\r\nx\r\n1;1234567890123456789\r\nx\r\n0;12345678\r\n\r\n"));
    }

    [Fact]
    public void The_trailers_have_a_limit()
    {
        string Request(int length) => Chunked($"0\r\nA: b\r\nX:{new string('y', length - "A: b\r\nX:\r\n\r\n".Length)}\r\n\r\n");
        Passes(Request(70));
        Fails(Request(71), "trailers_too_large");
        Fails(Chunked("0\r\n" + new string('X', 71)), "trailers_too_large");
        Waits(Chunked("0\r\n" + new string('X', 70)));
    }

    [Fact]
    public void The_options_of_Connection_are_counted_over_all_its_fields()
    {
        string Request(int options) =>
            $"GET / HTTP/1.1\r\nHost: a\r\nConnection: ,{string.Join(", ", Enumerable.Repeat("a", options - 2))}\r\nConnection: b\r\n\r\n";
        Assert.Single(Reading.Requests(Request(FramingFields.ConnectionOptionsMax)).Whole);
        Assert.Equal("http1.too_many_connection_options", Reading.Requests(Request(FramingFields.ConnectionOptionsMax + 1)).Error);
    }

    [Fact]
    public void HTTP_1_0_can_be_turned_off()
    {
        var limits = MessageLimits.Default with { AllowHttp10 = false };
        Assert.Equal("http1.http_1_0_not_allowed", Reading.Requests("GET / HTTP/1.0\r\n\r\n", limits).Error);
        Assert.Single(Reading.Requests("GET / HTTP/1.1\r\nHost: a\r\n\r\n", limits).Whole);
    }

    [Fact]
    public void The_head_of_an_answer_has_the_same_limits()
    {
        string Answer(int fields, int length) =>
            $"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX:{new string('b', length - 2)}\r\n" + string.Concat(Enumerable.Repeat("Y: z\r\n", fields - 2)) + "\r\n";
        Assert.Single(Reading.Responses(Answer(5, 60), limits: Small).Whole);
        Assert.Equal("http1.field_too_large", Reading.Responses(Answer(5, 61), limits: Small).Error);
        Assert.Equal("http1.too_many_fields", Reading.Responses(Answer(6, 60), limits: Small).Error);
        Assert.Equal("http1.head_too_large", Reading.Responses(Answer(50, 60), limits: Small).Error);
        foreach (var answer in new[] { Answer(5, 60), Answer(5, 61), Answer(6, 60), Answer(50, 60) })
            Reading.Responses(answer.Single(), limits: Small).AssertTellsTheSameAs(Reading.Responses(answer, limits: Small));
    }

    private static string Chunked(string body) => "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body;

    private static void Passes(string request)
    {
        var told = Told(request);
        Assert.Null(told.Error);
        Assert.NotEmpty(told.Whole);
        Assert.Equal("", told.Rest);
    }

    private static void Fails(string request, string code) => Assert.Equal("http1." + code, Told(request).Error);

    private static void Waits(string request)
    {
        var told = Told(request);
        Assert.Null(told.Error);
        Assert.Empty(told.Whole);
    }

    private static Transcript Told(string request)
    {
        var whole = Reading.Requests(request, Small);
        Reading.Requests(request.Single(), Small).AssertTellsTheSameAs(whole);
        for (var cut = 1; cut < request.Length; cut++) Reading.Requests(request.Cut([cut]), Small).AssertTellsTheSameAs(whole);
        return whole;
    }
}
