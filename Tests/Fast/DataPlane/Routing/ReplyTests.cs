using System.Buffers;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Actions;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class ReplyTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [Theory]
    [InlineData("""{"host_redirect":"new.com"}""", "/a?b=c", "http://new.com/a?b=c")]
    [InlineData("""{"https_redirect":true}""", "/a?b=c", "https://old.com:81/a?b=c")]
    [InlineData("""{"scheme_redirect":"FTP"}""", "/a", "ftp://old.com:81/a")]
    [InlineData("""{"port_redirect":8443,"https_redirect":true}""", "/a", "https://old.com:8443/a")]
    [InlineData("""{"host_redirect":"new.com","port_redirect":90}""", "/a", "http://new.com:90/a")]
    [InlineData("""{"host_redirect":"new.com:70"}""", "/a", "http://new.com:70/a")]
    [InlineData("""{"path_redirect":"/there"}""", "/a?b=c", "http://old.com:81/there?b=c")]
    [InlineData("""{"path_redirect":"/there?x=y"}""", "/a?b=c", "http://old.com:81/there?x=y")]
    [InlineData("""{"path_redirect":"/there?x=y","strip_query":true}""", "/a?b=c", "http://old.com:81/there?x=y")]
    [InlineData("""{"path_redirect":"/there","strip_query":true}""", "/a?b=c", "http://old.com:81/there")]
    [InlineData("""{"strip_query":true,"https_redirect":true}""", "/a?b=c", "https://old.com:81/a")]
    [InlineData("""{"prefix_rewrite":"/z"}""", "/a/x?b=c", "http://old.com:81/z/x?b=c")]
    [InlineData("""{"prefix_rewrite":"/z","strip_query":true}""", "/a/x?b=c", "http://old.com:81/z/x")]
    [InlineData("""{"regex_rewrite":{"pattern":{"regex":"^/a/(.*)"},"substitution":"/\\1/a"}}""", "/a/x?b=c", "http://old.com:81/x/a?b=c")]
    public void A_redirect_says_where_to(string redirect, string target, string expected) =>
        Assert.Equal(expected, Location(redirect, Request(target, "old.com:81"), """{"prefix":"/a"}"""));

    [Theory]
    [InlineData("old.com:80", "http", """{"https_redirect":true}""", "https://old.com/")]
    [InlineData("old.com:443", "https", """{"scheme_redirect":"http"}""", "http://old.com/")]
    [InlineData("old.com:443", "http", """{"https_redirect":true}""", "https://old.com:443/")]
    [InlineData("old.com:80", "http", """{"path_redirect":"/"}""", "http://old.com:80/")]
    [InlineData("[::1]:80", "http", """{"https_redirect":true}""", "https://[::1]/")]
    [InlineData("[::1]", "http", """{"https_redirect":true}""", "https://[::1]/")]
    [InlineData("[::1]:81", "http", """{"port_redirect":82}""", "http://[::1]:82/")]
    [InlineData("old.com", "https", """{"port_redirect":82}""", "https://old.com:82/")]
    public void A_default_port_of_the_scheme_that_is_left_is_dropped(string host, string scheme, string redirect, string expected) =>
        Assert.Equal(expected, Location(redirect, Request("/", host, headers: $"x-forwarded-proto: {scheme}"), """{"prefix":"/"}"""));

    [Theory]
    [InlineData("MOVED_PERMANENTLY", 301)]
    [InlineData("FOUND", 302)]
    [InlineData("SEE_OTHER", 303)]
    [InlineData("TEMPORARY_REDIRECT", 307)]
    [InlineData("PERMANENT_REDIRECT", 308)]
    public void Redirect_codes_are_those_of_http(string code, int expected)
    {
        var table = TableOf(RouteWith($$""" "redirect":{"response_code":"{{code}}"} """));
        Assert.Equal(expected, Assert.IsType<RedirectReply>(table.OnlyRoute().Outcome).Status);
    }

    [Fact]
    public void Require_tls_answers_301_with_the_same_place_on_https()
    {
        var table = Table("""
            {"virtual_hosts":[{"name":"v","domains":["*"],"require_tls":"ALL",
              "response_headers_to_add":[{"header":{"key":"x-by","value":"us"}}]}]}
            """);
        var head = Request("/a?b", "old.com:80");
        var route = table.Match(head, Facts(), 0).Route!;
        var redirect = Assert.IsType<RedirectReply>(route.Outcome);
        redirect.WriteLocation(head, Facts(), _output);
        Assert.Equal((301, "https://old.com/a?b"), (redirect.Status, _output.WrittenSpan.Text()));
        var response = new HeaderBlock();
        route.PrepareResponse(response, head, Facts(), default, _output);
        Assert.Equal("us", response.Header("x-by"));
    }

    [Theory]
    [InlineData("""{"inline_string":"hellö"}""", "hellö")]
    [InlineData("""{"inline_bytes":"aGVsbG8="}""", "hello")]
    [InlineData("""{"filename":"/etc/body"}""", "from /etc/body")]
    [InlineData("""{"environment_variable":"BODY"}""", "from BODY")]
    public void A_direct_response_takes_its_body_from_anywhere(string source, string expected)
    {
        var reply = Direct($$"""{"status":418,"body":{{source}}}""");
        Assert.Equal((418, expected), (reply.Status, Encoding.UTF8.GetString(reply.Body.Span)));
    }

    [Fact]
    public void A_direct_response_may_have_no_body() => Assert.True(Direct("""{"status":204}""").Body.IsEmpty);

    private static DirectReply Direct(string action)
    {
        var options = new RouteTableOptions
        {
            ReadFile = name => Encoding.UTF8.GetBytes("from " + name),
            ReadVariable = name => "from " + name,
        };
        var table = Table(
            $$"""{"virtual_hosts":[{"name":"v","domains":["*"],"routes":[{{RouteWith($$""" "direct_response":{{action}} """)}}]}]}""", options);
        return Assert.IsType<DirectReply>(table.OnlyRoute().Outcome);
    }

    private string Location(string redirect, RequestHead head, string match)
    {
        var route = TableOf(RouteWith($$""" "redirect":{{redirect}} """, match)).Match(head, Facts(), 0).Route;
        Assert.NotNull(route);
        Assert.IsType<RedirectReply>(route.Outcome).WriteLocation(head, Facts(), _output);
        return _output.WrittenSpan.Text();
    }
}
