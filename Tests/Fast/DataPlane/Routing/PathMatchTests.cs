using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class PathMatchTests
{
    [Theory]
    [InlineData("""{"path":"/foo"}""", "/foo", true)]
    [InlineData("""{"path":"/foo"}""", "/foo?x=1", true)]
    [InlineData("""{"path":"/foo"}""", "/foo/", false)]
    [InlineData("""{"path":"/foo"}""", "/foobar", false)]
    [InlineData("""{"path":"/foo"}""", "/Foo", false)]
    [InlineData("""{"path":"/foo","case_sensitive":false}""", "/fOO", true)]
    [InlineData("""{"prefix":"/foo"}""", "/foo", true)]
    [InlineData("""{"prefix":"/foo"}""", "/foobar", true)]
    [InlineData("""{"prefix":"/foo"}""", "/foo/bar?y", true)]
    [InlineData("""{"prefix":"/foo"}""", "/fo?o", false)]
    [InlineData("""{"prefix":"/foo"}""", "/FOO", false)]
    [InlineData("""{"prefix":"/foo","case_sensitive":false}""", "/FOO/x", true)]
    [InlineData("""{"prefix":"/"}""", "/", true)]
    [InlineData("""{"prefix":""}""", "/anything", true)]
    [InlineData("""{"path_separated_prefix":"/foo"}""", "/foo", true)]
    [InlineData("""{"path_separated_prefix":"/foo"}""", "/foo/bar", true)]
    [InlineData("""{"path_separated_prefix":"/foo"}""", "/foo?q", true)]
    [InlineData("""{"path_separated_prefix":"/foo"}""", "/foobar", false)]
    [InlineData("""{"path_separated_prefix":"/foo","case_sensitive":false}""", "/Foo/bar", true)]
    [InlineData("""{"safe_regex":{"regex":"/v[0-9]+/.*"}}""", "/v12/x", true)]
    [InlineData("""{"safe_regex":{"regex":"/v[0-9]+"}}""", "/v12/x", false)]
    [InlineData("""{"safe_regex":{"regex":"v[0-9]+"}}""", "/v12", false)]
    [InlineData("""{"safe_regex":{"regex":"/a|/b"}}""", "/b", true)]
    [InlineData("""{"safe_regex":{"regex":"/a|/b"}}""", "/bc", false)]
    [InlineData("""{"safe_regex":{"regex":"/a"},"case_sensitive":false}""", "/A", false)]
    [InlineData("""{"safe_regex":{"regex":"(?i)/a"}}""", "/A", true)]
    [InlineData("""{"safe_regex":{"regex":"/x"}}""", "/x?y=z", true)]
    public void Paths_match_as_their_kind_says(string match, string target, bool expected) => Assert.Equal(expected, Takes(match, Request(target)));

    [Fact]
    public void Only_a_connect_matcher_takes_a_connect_request()
    {
        var table = TableOf(
            RouteFor("""{"prefix":"/"}""", "prefix"), RouteFor("""{"prefix":""}""", "empty"),
            RouteFor("""{"safe_regex":{"regex":".*"}}""", "regex"), RouteFor("""{"connect_matcher":{}}""", "connect"));
        Assert.Equal("connect", table.RouteName(Request("example.com:443", host: "example.com:443", method: "CONNECT")));
        Assert.Equal("prefix", table.RouteName(Request()));
        Assert.False(Takes("""{"connect_matcher":{}}""", Request()));
        Assert.Equal("empty", table.RouteName(Request("*", method: "OPTIONS")));
    }

    [Theory]
    [InlineData("/foo;v=1", true)]
    [InlineData("/foo;v=1/x", true)]
    [InlineData("/foox;v=1", false)]
    public void Path_parameters_are_ignored_when_told(string target, bool expected)
    {
        var table = Table(
            $$"""{"ignore_path_parameters_in_path_matching":true,"virtual_hosts":[{"name":"v","domains":["*"],"routes":[{{RouteFor("""{"path":"/foo"}""")}}]}]}""");
        Assert.Equal(expected, table.RouteName(Request(target)) is not null);
        Assert.False(Takes("""{"path":"/foo"}""", Request("/foo;v=1")));
    }

    [Fact]
    public void The_first_route_in_order_wins_not_the_most_specific()
    {
        var table = TableOf(RouteFor("""{"prefix":"/"}""", "first"), RouteFor("""{"path":"/exact"}""", "second"));
        Assert.Equal("first", table.RouteName(Request("/exact")));
    }

    [Fact]
    public void Order_also_holds_in_tables_that_are_large_enough_to_be_indexed()
    {
        var table = TableOf(
        [
            RouteFor("""{"path":"/a/b"}""", "exact"),
            RouteFor("""{"prefix":"/a/b/c","headers":[{"name":"x"}]}""", "conditional"),
            RouteFor("""{"safe_regex":{"regex":"/a/b/c/z.*"}}""", "regex"),
            RouteFor("""{"prefix":"/a/b"}""", "prefix"),
            RouteFor("""{"path":"/a/b/c"}""", "shadowed"),
            RouteFor("""{"prefix":"/A","case_sensitive":false}""", "any-case"),
            RouteFor("""{"path_separated_prefix":"/a"}""", "separated"),
            RouteFor("""{"prefix":""}""", "rest"),
        ]);
        Assert.Equal("exact", table.RouteName(Request("/a/b")));
        Assert.Equal("conditional", table.RouteName(Request("/a/b/c/d", headers: "x: 1")));
        Assert.Equal("prefix", table.RouteName(Request("/a/b/c/d")));
        Assert.Equal("regex", table.RouteName(Request("/a/b/c/zz")));
        Assert.Equal("prefix", table.RouteName(Request("/a/b/c")));
        Assert.Equal("any-case", table.RouteName(Request("/a/x")));
        Assert.Equal("rest", table.RouteName(Request("/b")));
    }

    [Fact]
    public void A_pattern_runs_in_linear_time_and_sees_text_not_bytes()
    {
        Assert.False(Takes("""{"safe_regex":{"regex":"/(a+)+$"}}""", Request("/" + new string('a', 5000) + "!")));
        var head = Request(headers: "x: caf\u00C3\u00A9"); // the UTF-8 bytes of é
        Assert.True(Takes("""{"prefix":"/","headers":[{"name":"x","string_match":{"safe_regex":{"regex":"caf."}}}]}""", head));
    }
}
