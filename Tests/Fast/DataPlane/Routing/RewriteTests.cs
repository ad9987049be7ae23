using System.Buffers;
using ActorMesh.DataPlane.Http;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class RewriteTests
{
    private readonly ArrayBufferWriter<byte> _scratch = new();

    [Theory]
    [InlineData("""{"prefix":"/p"}""", "/", "/p/x", "//x")]
    [InlineData("""{"prefix":"/p/"}""", "/", "/p/x?q=1", "/x?q=1")]
    [InlineData("""{"prefix":"/p"}""", "/new", "/p", "/new")]
    [InlineData("""{"prefix":"/p"}""", "/new", "/pq/r", "/newq/r")]
    [InlineData("""{"prefix":"/P","case_sensitive":false}""", "/new", "/p/r", "/new/r")]
    [InlineData("""{"prefix":""}""", "/new", "/p", "/new/p")]
    [InlineData("""{"path":"/p"}""", "/new/place", "/p?a=b", "/new/place?a=b")]
    [InlineData("""{"path_separated_prefix":"/p"}""", "/new", "/p/x", "/new/x")]
    [InlineData("""{"path_separated_prefix":"/p"}""", "/new", "/p", "/new")]
    [InlineData("""{"safe_regex":{"regex":"/p.*"}}""", "/new", "/p/q/r?s", "/new?s")]
    public void A_prefix_rewrite_replaces_what_the_route_matched(string match, string rewrite, string target, string expected)
    {
        var head = Forwarded(match, $$""" "prefix_rewrite":"{{rewrite}}" """, Request(target));
        Assert.Equal(expected, head.Target.Text());
        Assert.Equal(target, head.Headers.Header("x-envoy-original-path"));
    }

    [Theory]
    [InlineData("^/service/([^/]+)(/.*)$", @"\\2/instance/\\1", "/service/foo/v1/api?q", "/v1/api/instance/foo?q")]
    [InlineData("one", "two", "/xxx/one/yyy/one/zzz", "/xxx/two/yyy/two/zzz")]
    [InlineData("^(.*?)one(.*)$", @"\\1two\\2", "/xxx/one/yyy/one/zzz", "/xxx/two/yyy/one/zzz")]
    [InlineData("(?i)/xxx/", "/yyy/", "/aaa/XxX/bbb", "/aaa/yyy/bbb")]
    [InlineData("(?P<a>/x)(/y)", @"\\2\\1", "/x/y", "/y/x")]
    [InlineData("x", @"\\0\\0\\\\", "/x", @"/xx\")]
    [InlineData("nothing", "y", "/x", "/x")]
    [InlineData("^/", "", "/x", "/x")]
    [InlineData("/u/(.*)", @"/u?id=\\1", "/u/7", "/u?id=7")]
    [InlineData("/u/(.*)", @"/u?id=\\1", "/u/7?a=b", "/u?id=7&a=b")]
    public void A_pattern_rewrite_replaces_all_that_it_finds_and_keeps_the_query(string pattern, string substitution, string target, string expected)
    {
        var head = Forwarded(
            """{"prefix":"/"}""", $$""" "regex_rewrite":{"pattern":{"regex":"{{pattern}}"},"substitution":"{{substitution}}"} """, Request(target));
        Assert.Equal(expected, head.Target.Text());
    }

    [Fact]
    public void Without_a_rewrite_the_request_goes_on_as_it_came()
    {
        var head = Forwarded("""{"prefix":"/"}""", """ "timeout":"1s" """, Request("/x?y"));
        Assert.Equal("/x?y", head.Target.Text());
        Assert.Null(head.Headers.Header("x-envoy-original-path"));
        Assert.False(head.AuthorityIsRewritten);
    }

    [Theory]
    [InlineData(""" "host_rewrite_literal":"new.com" """, "new.com")]
    [InlineData(""" "host_rewrite_header":"x-host" """, "other.com:8080")]
    [InlineData(""" "host_rewrite_path_regex":{"pattern":{"regex":"^/(.+)/.+$"},"substitution":"\\1.com"} """, "tenant.com")]
    public void The_host_is_rewritten_and_the_old_one_kept(string rewrite, string expected)
    {
        var head = Forwarded("""{"prefix":"/"}""", rewrite, Request("/tenant/x?a/b", "old.com:81", headers: "x-host: other.com:8080"));
        Assert.Equal(expected, head.Authority.Text());
        Assert.Equal("old.com:81", head.Headers.Header("x-envoy-original-host"));
        Assert.Null(head.Headers.Header("x-forwarded-host"));
    }

    [Theory]
    [InlineData("x-host: a b")]
    [InlineData("x-host: a/b")]
    [InlineData("x-host: a@b")]
    [InlineData("x-host:")]
    [InlineData("y: z")]
    public void A_header_that_is_no_host_changes_nothing(string line)
    {
        var head = Forwarded("""{"prefix":"/"}""", """ "host_rewrite_header":"x-host" """, Request(host: "old.com", headers: line));
        Assert.Equal("old.com", head.Authority.Text());
    }

    [Theory]
    [InlineData(null, "old.com")]
    [InlineData("first.com", "first.com,old.com")]
    public void The_old_host_is_appended_to_x_forwarded_host_when_asked(string? before, string expected)
    {
        string[] lines = before is null ? [] : [$"x-forwarded-host: {before}"];
        var head = Forwarded(
            """{"prefix":"/"}""", """ "host_rewrite_literal":"new.com","append_x_forwarded_host":true """, Request(host: "old.com", headers: lines));
        Assert.Equal(expected, head.Headers.Header("x-forwarded-host"));
    }

    [Fact]
    public void The_host_of_the_endpoint_is_set_once_it_is_known_and_a_retry_keeps_the_original()
    {
        var forward = TableOf(RouteWith(""" "route":{"cluster":"c","auto_host_rewrite":true,"append_x_forwarded_host":true} """)).OnlyRoute().Forward();
        Assert.True(forward.AutoHostRewrite);
        var head = Request(host: "old.com");
        forward.RewriteHost(head, "one.local"u8.ToArray(), _scratch);
        forward.RewriteHost(head, "two.local"u8.ToArray(), _scratch);
        Assert.Equal("two.local", head.Authority.Text());
        Assert.Equal("old.com", head.Headers.Header("x-envoy-original-host"));
        Assert.Equal("old.com", head.Headers.Header("x-forwarded-host"));
    }

    [Fact]
    public void Host_and_path_are_rewritten_together()
    {
        var head = Forwarded(
            """{"prefix":"/api"}""", """ "prefix_rewrite":"/v2","host_rewrite_literal":"new.com" """, Request("/api/x?y", "old.com"));
        Assert.Equal("/v2/x?y", head.Target.Text());
        Assert.Equal("new.com", head.Authority.Text());
    }

    [Fact]
    public void The_host_of_a_split_entry_wins_over_that_of_the_route()
    {
        var route = TableOf(RouteWith("""
            "route":{"host_rewrite_literal":"route.com","weighted_clusters":{"clusters":[
              {"name":"a","weight":1,"host_rewrite_literal":"entry.com"},{"name":"b","weight":1}]}}
            """)).OnlyRoute();
        foreach (var (random, expected) in new[] { (0UL, "entry.com"), (1UL, "route.com") })
        {
            var head = Request();
            route.PrepareRequest(head, Facts(), route.Forward().SelectCluster(head, Facts(), random), _scratch);
            Assert.Equal(expected, head.Authority.Text());
        }
    }

    [Fact]
    public void A_connect_request_has_no_path_to_rewrite()
    {
        var head = Forwarded(
            """{"connect_matcher":{}}""", """ "prefix_rewrite":"/x" """, Request("example.com:443", host: "example.com:443", method: "CONNECT"));
        Assert.Equal("example.com:443", head.Target.Text());
    }

    private RequestHead Forwarded(string match, string action, RequestHead head)
    {
        var table = TableOf(RouteWith($$""" "route":{"cluster":"c",{{action}}} """, match));
        var route = table.Match(head, Facts(), 0).Route;
        Assert.NotNull(route);
        route.PrepareRequest(head, Facts(), route.Forward().SelectCluster(head, Facts(), 0), _scratch);
        return head;
    }
}
