using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>The four forms of a request target (RFC 9112 section 3.2) and the authority that comes of each.</summary>
public sealed class TargetFormTests
{
    [Theory]
    [InlineData("GET", "/", "a.example", "/", "a.example")]
    [InlineData("GET", "/x?y", "a.example:8080", "/x?y", "a.example:8080")]
    [InlineData("GET", "/http://b/", "a", "/http://b/", "a")]
    [InlineData("GET", "http://a/x?y", "a", "/x?y", "a")]
    [InlineData("GET", "HTTP://A.Example/x", "a.eXAMPLE", "/x", "A.Example")]
    [InlineData("GET", "https://a:8443/", "a:8443", "/", "a:8443")]
    [InlineData("GET", "http://a", "a", "/", "a")]
    [InlineData("GET", "http://a?x=1", "a", "/?x=1", "a")]
    [InlineData("GET", "http://a//b", "a", "//b", "a")]
    [InlineData("OPTIONS", "http://a", "a", "*", "a")]
    [InlineData("OPTIONS", "http://a/", "a", "/", "a")]
    [InlineData("OPTIONS", "http://a?x", "a", "/?x", "a")]
    [InlineData("OPTIONS", "*", "a", "*", "a")]
    [InlineData("OPTIONS", "/*", "a", "/*", "a")]
    [InlineData("CONNECT", "a:443", "a:443", "a:443", "a:443")]
    [InlineData("CONNECT", "a:443", "a", "a:443", "a:443")]
    [InlineData("CONNECT", "A:443", "a", "A:443", "A:443")]
    [InlineData("CONNECT", "[::1]:443", "[::1]", "[::1]:443", "[::1]:443")]
    [InlineData("CONNECT", "192.0.2.1:65535", "192.0.2.1:65535", "192.0.2.1:65535", "192.0.2.1:65535")]
    [InlineData("GET", "/", "[2001:db8::1]", "/", "[2001:db8::1]")]
    [InlineData("GET", "/", "[2001:DB8::1]:80", "/", "[2001:DB8::1]:80")]
    [InlineData("GET", "/", "[::ffff:192.0.2.1]", "/", "[::ffff:192.0.2.1]")]
    [InlineData("GET", "http://[::1]:80/x", "[::1]:80", "/x", "[::1]:80")]
    [InlineData("GET", "/", "192.0.2.1:80", "/", "192.0.2.1:80")]
    [InlineData("GET", "/", "a_b-c.d~e!$&'()*+;=", "/", "a_b-c.d~e!$&'()*+;=")]
    [InlineData("GET", "/", "a.", "/", "a.")]
    public void A_target_gives_what_is_forwarded_and_to_whom(string method, string target, string host, string forwarded, string authority)
    {
        var head = Requests.Request(target, host, method);
        Assert.Equal(forwarded, head.Target.Latin());
        Assert.Equal(authority, head.Authority.Latin());
    }

    [Theory]
    [InlineData("GET", "http://a/", "b", "host_mismatch")]
    [InlineData("GET", "http://a:80/", "a", "host_mismatch")]
    [InlineData("GET", "http://a/", "a.", "host_mismatch")]
    [InlineData("GET", "http://a/", "a:80", "host_mismatch")]
    [InlineData("CONNECT", "a:443", "b:443", "host_mismatch")]
    [InlineData("CONNECT", "a:443", "a:80", "host_mismatch")]
    [InlineData("CONNECT", "[::1]:443", "[::2]", "host_mismatch")]
    [InlineData("GET", "*", "a", "bad_target")]
    [InlineData("OPTIONS", "**", "a", "bad_target")]
    [InlineData("OPTIONS", "*?x", "a", "bad_target")]
    [InlineData("GET", "a:443", "a:443", "bad_target")]
    [InlineData("GET", "a", "a", "bad_target")]
    [InlineData("GET", "?x", "a", "bad_target")]
    [InlineData("GET", "\\", "a", "bad_target")]
    [InlineData("GET", "ftp://a/", "a", "bad_target")]
    [InlineData("GET", "ws://a/", "a", "bad_target")]
    [InlineData("GET", "http:/a/", "a", "bad_target")]
    [InlineData("GET", "http:a", "a", "bad_target")]
    [InlineData("GET", "http://", "a", "bad_target")]
    [InlineData("GET", "http:///x", "a", "bad_target")]
    [InlineData("GET", "http://?x", "a", "bad_target")]
    [InlineData("GET", "http://u@a/", "a", "bad_target")]
    [InlineData("GET", "http://u:p@a/", "a", "bad_target")]
    [InlineData("GET", "http://a:x/", "a", "bad_target")]
    [InlineData("GET", "http://[::1/", "a", "bad_target")]
    [InlineData("GET", "http://a\\b/", "a", "bad_target")]
    [InlineData("CONNECT", "/", "a", "bad_target")]
    [InlineData("CONNECT", "a", "a", "bad_target")]
    [InlineData("CONNECT", "a:", "a", "bad_target")]
    [InlineData("CONNECT", "a:0", "a", "bad_target")]
    [InlineData("CONNECT", "a:65536", "a", "bad_target")]
    [InlineData("CONNECT", "a:99999", "a", "bad_target")]
    [InlineData("CONNECT", "a:x", "a", "bad_target")]
    [InlineData("CONNECT", ":443", "a", "bad_target")]
    [InlineData("CONNECT", "[::1]", "[::1]", "bad_target")]
    [InlineData("CONNECT", "a:443/", "a", "bad_target")]
    [InlineData("CONNECT", "u@a:443", "a", "bad_target")]
    [InlineData("CONNECT", "http://a:443", "a:443", "bad_target")]
    [InlineData("CONNECT", "*", "a", "bad_target")]
    public void A_target_in_doubt_is_refused(string method, string target, string host, string code) =>
        Assert.Equal("http1." + code, Reading.Requests($"{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").Error);

    [Theory]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a@b")]
    [InlineData("u:p@a")]
    [InlineData("a\\b")]
    [InlineData("a\"b")]
    [InlineData("a<b")]
    [InlineData("\u00e9")]
    [InlineData(":80")]
    [InlineData("a:80:80")]
    [InlineData("a:x")]
    [InlineData("a:-1")]
    [InlineData("a:+1")]
    [InlineData("a:080080")]
    [InlineData("::1")]
    [InlineData("[::1")]
    [InlineData("::1]")]
    [InlineData("a:")]
    [InlineData("a.:")]
    [InlineData("[::1]:")]
    [InlineData(".")]
    [InlineData(".a")]
    [InlineData("a..")]
    [InlineData("a..b:80")]
    [InlineData("a%2e")]
    [InlineData("%61")]
    [InlineData("[]")]
    [InlineData("[:]")]
    [InlineData("[::1]a")]
    [InlineData("[::1]:x")]
    [InlineData("[::1]]")]
    [InlineData("[[::1]")]
    [InlineData("a[::1]")]
    [InlineData("[a.example]")]
    [InlineData("[;=!]")]
    [InlineData("[12345]")]
    [InlineData("[::1%25eth0]")]
    [InlineData("http://a")]
    public void A_host_in_doubt_is_refused(string host)
    {
        Assert.Equal("http1.bad_host", Reading.Requests($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").Error);
        Assert.Equal("http1.bad_host", Reading.Requests($"GET / HTTP/1.0\r\nHost: {host}\r\n\r\n").Error);
    }

    [Fact]
    public void An_absolute_target_needs_no_Host_in_HTTP_1_0()
    {
        var head = Requests.Raw("GET http://a:81/x HTTP/1.0\r\n\r\n");
        Assert.Equal("a:81", head.Authority.Latin());
        Assert.Equal("/x", head.Target.Latin());
    }

    [Theory]
    [InlineData("/a/b?c=d?e", "/a/b", "c=d?e")]
    [InlineData("/?", "/", "")]
    [InlineData("/a", "/a", "")]
    [InlineData("http://a?x", "/", "x")]
    public void Path_and_query_part_at_the_first_question_mark(string target, string path, string query)
    {
        var head = Requests.Request(target, "a");
        Assert.Equal(path, head.Path.Latin());
        Assert.Equal(query, head.Query.Latin());
    }
}
