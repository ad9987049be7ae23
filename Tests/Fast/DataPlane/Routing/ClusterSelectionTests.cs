using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Actions;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class ClusterSelectionTests
{
    [Fact]
    public void A_name_is_one_reference_in_the_whole_table()
    {
        var table = TableOf(
            RouteFor("""{"path":"/a"}""", "a"), RouteFor("""{"path":"/b"}""", "b"),
            RouteWith(""" "route":{"cluster_header":"x-c"} """));
        var first = table.VirtualHosts[0].Routes[0].Forward().SelectCluster(Request(), Facts(), 0).Cluster;
        Assert.Equal("c", first?.Name);
        Assert.Same(first, table.VirtualHosts[0].Routes[1].Forward().SelectCluster(Request(), Facts(), 0).Cluster);
        Assert.Same(first, table.VirtualHosts[0].Routes[2].Forward().SelectCluster(Request(headers: "x-c: c"), Facts(), 0).Cluster);
        Assert.Same(first, Assert.Single(table.Clusters.All));
        first!.Resolved = this;
        Assert.Same(this, table.Clusters.Find("c"u8).Resolved);
    }

    [Fact]
    public void A_header_names_the_cluster_and_only_its_first_value_counts()
    {
        var forward = TableOf(RouteWith(""" "route":{"cluster_header":"x-c","cluster_not_found_response_code":"NOT_FOUND"} """)).OnlyRoute().Forward();
        Assert.Equal("blue", forward.SelectCluster(Request(headers: ["x-c: blue", "x-c: red"]), Facts(), 0).Cluster?.Name);
        Assert.Null(forward.SelectCluster(Request(), Facts(), 0).Cluster);
        Assert.Null(forward.SelectCluster(Request(headers: "x-c:"), Facts(), 0).Cluster);
        Assert.Equal(404, forward.ClusterNotFoundStatus);
    }

    [Fact]
    public void Names_from_strangers_do_not_fill_the_memory()
    {
        var table = TableOf(RouteWith(""" "route":{"cluster_header":"x-c"} """));
        var forward = table.OnlyRoute().Forward();
        for (var i = 0; i < ClusterReferences.NamesFromHeadersMax * 2; i++)
            Assert.Equal($"n{i}", forward.SelectCluster(Request(headers: $"x-c: n{i}"), Facts(), 0).Cluster?.Name);
        Assert.Equal(ClusterReferences.NamesFromHeadersMax, table.Clusters.All.Count());
    }

    [Theory]
    [InlineData(0UL, "a")]
    [InlineData(9UL, "a")]
    [InlineData(10UL, "b")]
    [InlineData(39UL, "b")]
    [InlineData(40UL, "d")]
    [InlineData(99UL, "d")]
    [InlineData(100UL, "a")]
    [InlineData(1_000_000_000_039UL, "b")]
    public void A_weighted_split_cuts_half_open_ranges_in_order(ulong random, string expected) =>
        Assert.Equal(expected, Pick(Split(), random));

    [Fact]
    public void Every_number_of_the_sum_falls_to_its_share_exactly()
    {
        var split = Split();
        var counts = Enumerable.Range(0, 1000).GroupBy(random => Pick(split, (ulong)random)).ToDictionary(group => group.Key!, group => group.Count());
        Assert.Equal(new Dictionary<string, int> { ["a"] = 100, ["b"] = 300, ["d"] = 600 }, counts);
    }

    [Fact]
    public void A_header_may_give_the_number_of_the_split()
    {
        var split = Split(""" ,"header_name":"x-n" """);
        Assert.Equal("b", Pick(split, 0, "x-n: 10"));
        Assert.Equal("a", Pick(split, 10, "x-n: 200"));
        Assert.Equal("b", Pick(split, 10, "x-n: soon"));
        Assert.Equal("b", Pick(split, 10, "x-n: -1"));
        Assert.Equal("b", Pick(split, 10));
    }

    [Fact]
    public void A_split_may_stick_to_the_hash_of_the_request()
    {
        var split = Split(""" ,"use_hash_policy":true """, """ ,"hash_policy":[{"header":{"header_name":"user"}}] """);
        var picks = Enumerable.Range(0, 50).Select(user => Pick(split, 0, $"user: {user}")).ToArray();
        Assert.Equal(3, picks.Distinct().Count());
        Assert.Equal(picks, Enumerable.Range(0, 50).Select(user => Pick(split, (ulong)user, $"user: {user}")));
        Assert.Equal("b", Pick(split, 10));
    }

    [Fact]
    public void An_entry_of_a_split_may_take_its_cluster_from_a_header()
    {
        var split = TableOf(RouteWith("""
            "route":{"weighted_clusters":{"clusters":[{"name":"a","weight":1},{"cluster_header":"x-c","weight":1}]}}
            """)).OnlyRoute().Forward();
        Assert.Equal("dyn", Pick(split, 1, "x-c: dyn"));
        Assert.Null(Pick(split, 1));
        Assert.Equal("a", Pick(split, 2));
    }

    [Fact]
    public void Timeouts_and_limits_have_their_defaults_and_zero_means_none()
    {
        var plain = TableOf(RouteWith(""" "route":{"cluster":"c"} """)).OnlyRoute().Forward();
        Assert.Equal(TimeSpan.FromSeconds(15), plain.Timeout);
        Assert.Null(plain.IdleTimeout);
        Assert.Equal(503, plain.ClusterNotFoundStatus);
        var set = TableOf(RouteWith("""
            "route":{"cluster":"c","timeout":"0s","idle_timeout":"0.25s","priority":"HIGH","cluster_not_found_response_code":"INTERNAL_SERVER_ERROR",
              "max_stream_duration":{"max_stream_duration":"9s"}}
            """)).OnlyRoute().Forward();
        Assert.Null(set.Timeout);
        Assert.Equal(TimeSpan.FromMilliseconds(250), set.IdleTimeout);
        Assert.Equal(TimeSpan.FromSeconds(9), set.MaxStreamDuration);
        Assert.Equal(500, set.ClusterNotFoundStatus);
        Assert.Equal(ActorMesh.Runtime.Contracts.Envoy.Core.RoutingPriority.High, set.Priority);
    }

    [Fact]
    public void Upgrades_are_allowed_forbidden_or_left_open()
    {
        var forward = TableOf(RouteWith("""
            "route":{"cluster":"c","upgrade_configs":[{"upgrade_type":"websocket"},{"upgrade_type":"CONNECT","enabled":false}]}
            """)).OnlyRoute().Forward();
        Assert.True(forward.AllowsUpgrade("WebSocket"u8));
        Assert.False(forward.AllowsUpgrade("connect"u8));
        Assert.Null(forward.AllowsUpgrade("h2c"u8));
    }

    [Fact]
    public void Hits_are_counted_by_whoever_takes_the_route()
    {
        var route = TableOf(RouteFor("""{"prefix":"/"}""")).OnlyRoute();
        route.CountHit();
        route.CountHit();
        Assert.Equal(2, route.Hits);
    }

    private static ForwardAction Split(string more = "", string moreRoute = "") => TableOf(RouteWith($$"""
        "route":{"weighted_clusters":{"clusters":[
          {"name":"a","weight":10},{"name":"b","weight":30},{"name":"never","weight":0},{"name":"d","weight":60}]{{more}}}{{moreRoute}}}
        """)).OnlyRoute().Forward();

    private static string? Pick(ForwardAction split, ulong random, params string[] headers) =>
        split.SelectCluster(Request(headers: headers), Facts(), random).Cluster?.Name;
}
