using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http;

public sealed class RequestHeadTests
{
    [Theory]
    [InlineData("POST /a?b HTTP/1.1\r\nHost: a:1\r\nX: y\r\nContent-Length: 3\r\n\r\n")]
    [InlineData("POST http://A:1/a?b HTTP/1.1\r\nHost: a:1\r\nX: y\r\nContent-Length: 3\r\n\r\n")]
    [InlineData("CONNECT a:1 HTTP/1.1\r\nX: y\r\nHost: a\r\n\r\n")]
    [InlineData("POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\n")]
    [InlineData("POST http://a HTTP/1.0\r\nContent-Length: 3\r\n\r\n")]
    public void A_detached_head_outlives_the_bytes_it_was_read_from(string text)
    {
        var (head, source, start) = Parsed(text);
        var before = Reading.Describe(head);
        head.Detach();
        Array.Fill(source, (byte)'!');
        Assert.Equal(before, Reading.Describe(head));
        head.Detach();
        Assert.Equal(before, Reading.Describe(head));
        Assert.InRange(start, 1, source.Length);
    }

    [Fact]
    public void One_head_serves_request_after_request()
    {
        var head = new RequestHead();
        foreach (var (text, detach) in new[] { ("POST /1 HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n", true), ("GET /22 HTTP/1.0\r\n\r\n", true), ("PUT /3 HTTP/1.1\r\nY: 3\r\nHost: cc\r\n\r\n", false) })
        {
            var octets = ("!!" + text).Octets();
            Assert.Null(RequestParser.Parse(octets, 2, octets.Length, head, MessageLimits.Default));
            if (detach) head.Detach();
            head.Headers.Add("added"u8, "z"u8);
            head.RewriteTarget("/rewritten"u8);
        }

        Assert.Equal("PUT /rewritten 1.1 @cc keep\nY: 3\nHost: cc\nadded: z", Reading.Describe(head));
    }

    [Fact]
    public void A_target_may_be_rewritten_from_itself()
    {
        var head = Requests.Request("/prefix/path?query");
        head.RewriteTarget(head.Target[7..]);
        Assert.Equal("/path?query", head.Target.Latin());
        head.RewriteTarget(head.Target[1..]);
        Assert.Equal("path?query", head.Target.Latin());
        head.RewriteTarget("/a/much/longer/target/than/before"u8);
        Assert.Equal("/a/much/longer/target/than/before", head.Path.Latin());
        Assert.Equal(0, head.Query.Length);
    }

    [Fact]
    public void A_rewritten_authority_is_forwarded_and_known_to_be_rewritten()
    {
        var head = Requests.Request();
        Assert.False(head.AuthorityIsRewritten);
        head.RewriteAuthority("other"u8.ToArray());
        Assert.True(head.AuthorityIsRewritten);
        Assert.Equal("other", head.Authority.Latin());
    }

    [Theory]
    [InlineData("GET", HttpMethod.Get, true)]
    [InlineData("HEAD", HttpMethod.Head, true)]
    [InlineData("POST", HttpMethod.Post, false)]
    [InlineData("PUT", HttpMethod.Put, true)]
    [InlineData("DELETE", HttpMethod.Delete, true)]
    [InlineData("OPTIONS", HttpMethod.Options, true)]
    [InlineData("TRACE", HttpMethod.Trace, true)]
    [InlineData("CONNECT", HttpMethod.Connect, false)]
    [InlineData("PATCH", HttpMethod.Patch, false)]
    [InlineData("get", HttpMethod.Other, false)]
    [InlineData("PURGE", HttpMethod.Other, false)]
    public void Methods_are_recognised_with_their_case(string text, HttpMethod method, bool isIdempotent)
    {
        Assert.Equal(method, HttpMethods.Recognise(text.Octets()));
        Assert.Equal(isIdempotent, method.IsIdempotent);
    }

    private static (RequestHead Head, byte[] Source, int Start) Parsed(string text)
    {
        var source = ("what stands before" + text + "and behind").Octets();
        var start = "what stands before".Length;
        var head = new RequestHead();
        Assert.Null(RequestParser.Parse(source, start, start + text.Length, head, MessageLimits.Default));
        return (head, source, start);
    }
}
