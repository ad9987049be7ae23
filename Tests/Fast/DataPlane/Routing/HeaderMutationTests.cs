using System.Buffers;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Mutations;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class HeaderMutationTests
{
    private readonly ArrayBufferWriter<byte> _scratch = new();

    [Theory]
    [InlineData("APPEND_IF_EXISTS_OR_ADD", "x: old", "old|new")]
    [InlineData("APPEND_IF_EXISTS_OR_ADD", "y: old", "new")]
    [InlineData("ADD_IF_ABSENT", "x: old", "old")]
    [InlineData("ADD_IF_ABSENT", "y: old", "new")]
    [InlineData("OVERWRITE_IF_EXISTS_OR_ADD", "x: old", "new")]
    [InlineData("OVERWRITE_IF_EXISTS_OR_ADD", "y: old", "new")]
    [InlineData("OVERWRITE_IF_EXISTS", "x: old", "new")]
    [InlineData("OVERWRITE_IF_EXISTS", "y: old", null)]
    public void An_addition_does_as_its_action_says(string action, string line, string? expected)
    {
        var head = Mutated($$""" "request_headers_to_add":[{"header":{"key":"X","value":"new"},"append_action":"{{action}}"}] """, Request(headers: line));
        Assert.Equal(expected, head.Headers.Header("x"));
    }

    [Fact]
    public void Removals_come_before_additions()
    {
        var head = Mutated(
            """ "request_headers_to_add":[{"header":{"key":"x","value":"new"}}],"request_headers_to_remove":["X","z"] """,
            Request(headers: ["x: 1", "x: 2", "z: 3"]));
        Assert.Equal("new", head.Headers.Header("x"));
        Assert.Null(head.Headers.Header("z"));
    }

    [Theory]
    [InlineData(false, "entry|route|host|table", "table")]
    [InlineData(true, "table|host|route|entry", "entry")]
    public void Levels_apply_from_the_most_specific_unless_it_is_to_win(bool mostSpecificWins, string appended, string overwritten)
    {
        var route = Table($$"""
            {"most_specific_header_mutations_wins":{{(mostSpecificWins ? "true" : "false")}},{{Level("table")}},"virtual_hosts":[
              {"name":"v","domains":["*"],{{Level("host")}},"routes":[
                {"match":{"prefix":"/"},{{Level("route")}},"route":{"weighted_clusters":{"clusters":[
                  {"name":"c","weight":1,{{Level("entry")}} }]} } }]}]}
            """).OnlyRoute();
        var head = Request();
        var choice = route.Forward().SelectCluster(head, Facts(), 0);
        route.PrepareRequest(head, Facts(), choice, _scratch);
        Assert.Equal((appended, overwritten), (head.Headers.Header("x-all"), head.Headers.Header("x-last")));
        var response = new HeaderBlock();
        route.PrepareResponse(response, head, Facts(), choice, _scratch);
        Assert.Equal((appended, overwritten), (response.Header("x-all"), response.Header("x-last")));
    }

    [Fact]
    public void A_later_level_may_remove_what_an_earlier_one_added()
    {
        var route = Table("""
            {"request_headers_to_remove":["x"],"virtual_hosts":[{"name":"v","domains":["*"],"routes":[
              {"match":{"prefix":"/"},"route":{"cluster":"c"},"request_headers_to_add":[{"header":{"key":"x","value":"1"}}]}]}]}
            """).OnlyRoute();
        var head = Request();
        route.PrepareRequest(head, Facts(), default, _scratch);
        Assert.Null(head.Headers.Header("x"));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("100%%", "100%")]
    [InlineData("%%REQ(a)%%", "%REQ(a)%")]
    [InlineData("%REQ(x-a)%", "alpha")]
    [InlineData("<%REQ(X-A)%>", "<alpha>")]
    [InlineData("%REQ(none?x-a)%", "alpha")]
    [InlineData("%REQ(x-a?x-b)%", "alpha")]
    [InlineData("%REQ(x-a):3%", "alp")]
    [InlineData("%REQ(x-a):99%", "alpha")]
    [InlineData("%REQ(:METHOD)% %REQ(:path)% %REQ(:authority)% %REQ(:scheme)%", "GET /p?q example.com http")]
    [InlineData("%DOWNSTREAM_REMOTE_ADDRESS%", "10.0.0.7:1234")]
    [InlineData("%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%", "10.0.0.7")]
    [InlineData("%DOWNSTREAM_LOCAL_ADDRESS%", "10.0.0.1:8080")]
    [InlineData("%PROTOCOL%", "HTTP/1.1")]
    [InlineData("%START_TIME%", "2026-03-04T05:06:07.089Z")]
    [InlineData("%UPSTREAM_HOST%/%RESPONSE_CODE%", "10.1.1.1:99/203")]
    [InlineData("%HOSTNAME%", "node-1")]
    public void Operators_are_filled_in(string value, string expected)
    {
        var route = RouteOf($$""" "response_headers_to_add":[{"header":{"key":"x","value":"{{value}}"} }] """);
        var facts = Facts();
        facts.UpstreamHost = "10.1.1.1:99";
        facts.ResponseCode = 203;
        var response = new HeaderBlock();
        route.PrepareResponse(response, Request("/p?q", headers: ["x-a: alpha", "x-b: beta"]), facts, default, _scratch);
        Assert.Equal(expected, response.Header("x"));
    }

    [Fact]
    public void A_value_that_comes_out_empty_adds_no_header_unless_it_is_to_be_kept()
    {
        var head = Mutated("""
            "request_headers_to_add":[
              {"header":{"key":"a","value":"%REQ(none)%"}},
              {"header":{"key":"b","value":"%UPSTREAM_HOST%"},"keep_empty_value":true},
              {"header":{"key":"c","value":"%REQ(none)%"},"append_action":"OVERWRITE_IF_EXISTS_OR_ADD"}]
            """, Request(headers: "c: stays"));
        Assert.Null(head.Headers.Header("a"));
        Assert.Equal("", head.Headers.Header("b"));
        Assert.Equal("stays", head.Headers.Header("c"));
    }

    [Fact]
    public void Header_changes_see_the_path_and_host_as_they_came()
    {
        var head = Request("/a/b", "old.com");
        var route = TableOf("""
            {"match":{"prefix":"/a"},"request_headers_to_add":[{"header":{"key":"x","value":"%REQ(:authority)%%REQ(:path)%"}}],
             "route":{"cluster":"c","prefix_rewrite":"/z","host_rewrite_literal":"new.com"}}
            """).OnlyRoute();
        route.PrepareRequest(head, Facts(), default, _scratch);
        Assert.Equal("old.com/a/b", head.Headers.Header("x"));
        Assert.Equal("/z/b", head.Target.Text());
    }

    [Fact]
    public void A_route_without_changes_has_an_empty_chain_and_others_say_whether_they_read_the_request()
    {
        Assert.Same(HeaderMutationChain.None, TableOf(RouteFor("""{"prefix":"/"}""")).OnlyRoute().RequestMutations);
        Assert.False(RouteOf(""" "response_headers_to_add":[{"header":{"key":"x","value":"%START_TIME%"}}] """).ResponseMutations.ReadsRequest);
        Assert.True(RouteOf(""" "response_headers_to_add":[{"header":{"key":"x","value":"%REQ(y)%"}}] """).ResponseMutations.ReadsRequest);
    }

    [Fact]
    public void Internal_only_headers_are_removed_on_demand()
    {
        var head = Request(headers: ["x-secret: 1", "x-open: 2"]);
        Table("""{"internal_only_headers":["X-Secret"]}""").RemoveInternalOnlyHeaders(head.Headers);
        Assert.Null(head.Headers.Header("x-secret"));
        Assert.Equal("2", head.Headers.Header("x-open"));
    }

    private static string Level(string name)
    {
        var add = $$"""
            [{"header":{"key":"x-all","value":"{{name}}"} },{"header":{"key":"x-last","value":"{{name}}"},"append_action":"OVERWRITE_IF_EXISTS_OR_ADD"}]
            """;
        return $$""" "request_headers_to_add":{{add}},"response_headers_to_add":{{add}} """;
    }

    private static CompiledRoute RouteOf(string changes) => TableOf(RouteWith(changes + """ ,"route":{"cluster":"c"} """)).OnlyRoute();

    private RequestHead Mutated(string changes, RequestHead head)
    {
        RouteOf(changes).PrepareRequest(head, Facts(), default, _scratch);
        return head;
    }
}
