using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Responses;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

public sealed class AnswerWriterTests
{
    private const string Http11 = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Http10 = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";

    [Fact]
    public void An_answer_passes_and_the_connection_stays()
    {
        var writer = Begun(Http11);
        Assert.False(writer.HasStarted);
        Take(writer, Part(Response("200 OK", HttpMethod.Get, "Content-Length: 4"), "ab"));
        Assert.Equal("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab", Written(writer));
        Assert.Equal((true, false), (writer.HasStarted, writer.IsAnswered));
        Take(writer, Part(null, "cd", isLast: true));
        Assert.Equal("cd", Written(writer));
        Assert.Equal((true, false), (writer.IsAnswered, writer.MustClose));
    }

    [Fact]
    public void A_body_without_a_length_gets_chunks_where_the_client_knows_them()
    {
        var writer = Begun(Http11);
        Take(writer, Part(Response("200 OK"), "ab"));
        Take(writer, Part(null, "", isLast: true));
        Assert.Equal("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", Written(writer));
        Assert.False(writer.MustClose);
    }

    [Theory]
    [InlineData("X: y")]
    [InlineData("Transfer-Encoding: chunked")]
    public void A_client_of_HTTP_1_0_gets_a_body_without_a_length_up_to_the_close(string field)
    {
        var writer = Begun(Http10);
        Take(writer, Part(Response("200 OK", HttpMethod.Get, field), "ab", isLast: true));
        Assert.EndsWith("\r\nconnection: close\r\n\r\nab", Written(writer), StringComparison.Ordinal);
        Assert.True(writer.MustClose);
    }

    [Fact]
    public void A_client_of_HTTP_1_0_that_may_stay_is_told_so()
    {
        var writer = Begun(Http10);
        Take(writer, Part(Response("200 OK", HttpMethod.Get, "Content-Length: 1"), "a", isLast: true));
        Assert.Equal("HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: keep-alive\r\n\r\na", Written(writer));
        Assert.False(writer.MustClose);
    }

    [Theory]
    [InlineData(true, true, false, false)]
    [InlineData(false, true, false, true)]
    [InlineData(true, false, false, true)]
    [InlineData(true, true, true, true)]
    public void It_closes_for_the_client_for_an_unread_body_and_for_draining(bool mayKeepAlive, bool isRequestComplete, bool isDraining, bool closes)
    {
        var writer = new AnswerWriter();
        writer.Begin(Requests.Raw(Http11), mayKeepAlive);
        writer.Take(Part(Response("204 No Content"), "", isLast: true), isRequestComplete, isDraining);
        Assert.Equal(closes, writer.MustClose);
        Assert.Equal(closes ? "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n" : "HTTP/1.1 204 No Content\r\n\r\n", Written(writer));
        writer.Begin(Requests.Raw(Http11), mayKeepAlive: true);
        Assert.Equal((false, false), (writer.MustClose, writer.IsAnswered));
    }

    [Fact]
    public void Interim_answers_pass_but_not_to_HTTP_1_0()
    {
        foreach (var (request, expected) in new[] { (Http11, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"), (Http10, "") })
        {
            var writer = Begun(request);
            Take(writer, Part(Response("103 Early Hints", HttpMethod.Get, "Link: x")));
            Assert.Equal(expected, Written(writer));
            Assert.Equal((false, false), (writer.HasStarted, writer.IsAnswered));
            Take(writer, Part(Response("200 OK", HttpMethod.Get, "Content-Length: 0"), "", isLast: true));
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", Written(writer), StringComparison.Ordinal);
            Assert.True(writer.IsAnswered);
        }
    }

    [Fact]
    public void A_client_that_waits_is_told_to_go_on_once()
    {
        var writer = Begun("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        writer.TakeContinue();
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Written(writer));
        writer.TakeContinue();
        Assert.Equal("", Written(writer));
    }

    [Fact]
    public void A_client_that_has_its_answer_is_not_told_to_go_on()
    {
        var writer = Begun("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        writer.Take(Part(Response("417 No", HttpMethod.Get, "Content-Length: 0"), "", isLast: true), isRequestComplete: false, isDraining: false);
        Assert.Equal("HTTP/1.1 417 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", Written(writer));
        writer.TakeContinue();
        Assert.Equal("", Written(writer));
    }

    [Fact]
    public void A_client_that_does_not_wait_is_not_told_to_go_on()
    {
        var writer = Begun("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
        writer.TakeContinue();
        Assert.Equal("", Written(writer));
    }

    [Fact]
    public void What_is_on_its_way_to_the_client_is_not_overwritten()
    {
        var writer = Begun("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        writer.TakeContinue();
        var underWay = writer.Next()!;
        var (array, start, length) = (underWay.Array, underWay.Start, underWay.Length);
        Take(writer, Part(Response("200 OK", HttpMethod.Get, "Content-Length: 0"), "", isLast: true));
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", array.AsSpan(start, length).Latin());
        Assert.Equal("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", Written(writer));
    }

    [Fact]
    public void A_switch_of_protocols_makes_a_tunnel()
    {
        var writer = Begun("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n");
        Take(writer, Part(Response("101 Switching Protocols", HttpMethod.Get, "Upgrade: x", "Connection: upgrade"), "\0first"));
        Assert.Equal("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n\0first", Written(writer));
        Assert.Equal((true, true, false), (writer.IsTunnel, writer.MustClose, writer.IsAnswered));
        Take(writer, Part(null, "", isLast: true));
        Assert.Equal("", Written(writer));
        Assert.True(writer.IsAnswered);
    }

    [Fact]
    public void A_refused_switch_makes_none()
    {
        var writer = Begun("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n");
        Take(writer, Part(Response("403 Forbidden", HttpMethod.Connect, "Content-Length: 0"), "", isLast: true));
        Assert.Equal((false, false), (writer.IsTunnel, writer.MustClose));
    }

    private static AnswerWriter Begun(string request)
    {
        var writer = new AnswerWriter();
        var head = Requests.Raw(request);
        writer.Begin(head, head.KeepAlive);
        return writer;
    }

    private static void Take(AnswerWriter writer, MessagePart<ResponseHead> part) => writer.Take(part, isRequestComplete: true, isDraining: false);

    private static string Written(AnswerWriter writer)
    {
        var text = "";
        while (writer.Next() is { } chunk) text += chunk.Span.Latin();
        return text;
    }
}
