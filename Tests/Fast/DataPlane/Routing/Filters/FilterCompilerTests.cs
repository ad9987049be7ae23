using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Routing.Filters.FilterTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Filters;

public sealed class FilterCompilerTests
{
    private const string Route = """{"name":"r","match":{"prefix":"/"},"route":{"cluster":"c"} }""";

    public static TheoryData<string, string> Refused => new()
    {
        { Limit("\"token_bucket\":{\"max_tokens\":1}"), "http_filters[0].typed_config.token_bucket.fill_interval: is missing" },
        { Limit("\"token_bucket\":{\"max_tokens\":1,\"fill_interval\":\"0.049s\"}"), "http_filters[0].typed_config.token_bucket.fill_interval: 49 ms is too short; at least 50 ms, and more tokens_per_fill" },
        { Limit("\"token_bucket\":{\"fill_interval\":\"1s\"}"), "http_filters[0].typed_config.token_bucket.max_tokens: 0 lets nothing pass; give at least 1" },
        { Limit("\"token_bucket\":{\"max_tokens\":1,\"tokens_per_fill\":0,\"fill_interval\":\"1s\"}"), "http_filters[0].typed_config.token_bucket.tokens_per_fill: 0 never fills the bucket again; give at least 1" },
        { Limit("\"descriptors\":[{}]"), "http_filters[0].typed_config.token_bucket: is missing: requests that fit no descriptor need one" },
        { LimitOf(1, "\"descriptors\":[{}]"), "http_filters[0].typed_config.rate_limits: is missing: without them no request has a descriptor; those of routes are for other limits" },
        { LimitOf(1, "\"descriptors\":[{}],\"rate_limits\":[{}]"), "http_filters[0].typed_config.rate_limits[0].actions: is empty; say at least one thing that requests are counted by" },
        { LimitOf(1, "\"descriptors\":[{}],\"rate_limits\":[{\"actions\":[{\"remote_address\":{}}]}]"), "http_filters[0].typed_config.descriptors[0].entries: is empty; name at least one key" },
        { LimitOf(1, "\"max_dynamic_descriptors\":0"), "http_filters[0].typed_config.max_dynamic_descriptors: 0 is not a number of buckets; expected 1..1000000" },
        { LimitOf(1, "\"rate_limits\":[{\"actions\":[{\"source_cluster\":{}}]}]"), "http_filters[0].typed_config.rate_limits[0].actions[0].source_cluster: this proxy does not know its service; set node.cluster" },
        { LimitOf(1, "\"rate_limits\":[{\"actions\":[{\"masked_remote_address\":{\"v4_prefix_mask_len\":33}}]}]"), "http_filters[0].typed_config.rate_limits[0].actions[0].masked_remote_address.v4_prefix_mask_len: 33 is more than the 32 bits of an IPv4 address" },
        { Fault("\"delay\":{}"), "http_filters[0].typed_config.delay: says not how long; give fixed_delay or header_delay" },
        { Fault("\"abort\":{\"http_status\":199}"), "http_filters[0].typed_config.abort.http_status: 199 is not a final status; expected 200..599" },
        { Fault("\"downstream_nodes\":[\"a\"]"), "http_filters[0].typed_config.downstream_nodes: is not known here: a caller is not known by its node; use headers" },
        { """{"@type":"type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors"}""", "http_filters[0].typed_config: envoy.extensions.filters.http.cors.v3.Cors is not run here; there are RBAC, JwtAuthentication, LocalRateLimit, RateLimit and HTTPFault, and the router at the end" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_run_is_refused_with_its_place(string filter, string message) =>
        Assert.Equal(message, Assert.Throws<RouteTableException>(() => Behind(filter)).Problems.Single().ToString());

    [Fact]
    public void A_route_without_filters_has_none() => Assert.Same(RequestFilters.None, Table(Route, Options()).OnlyFilters());

    [Fact]
    public void Filters_that_do_nothing_are_not_asked() => Assert.Same(RequestFilters.None, Behind(Fault(""), Limit("\"token_bucket\":null")).OnlyFilters());

    [Fact]
    public void The_most_specific_level_says_what_a_filter_does()
    {
        var table = Table($$"""
            {"name":"own","match":{"path":"/own"},"route":{"cluster":"c"},"typed_per_filter_config":{"f0":{{LimitOf(3)}}} },
            {"name":"split","match":{"path":"/split"},"route":{"weighted_clusters":{"clusters":[{"name":"a","weight":1,"typed_per_filter_config":{"f0":{{LimitOf(4)}}} },{"name":"b","weight":1}]} },
              "typed_per_filter_config":{"f0":{{LimitOf(5)}}} },
            {"name":"host","match":{"path":"/host"},"route":{"cluster":"c"} }
            """, Options(LimitOf(1), LimitOf(7)), $$""","typed_per_filter_config":{"f0":{{LimitOf(2)}}}""");
        var routes = table.VirtualHosts[0].Routes;
        var split = routes[1].Forward();

        Assert.Equal([3, 7], Bursts(routes[0].Filters));
        Assert.Equal([4, 7], Bursts(routes[1].FiltersOf(split.SelectCluster(Requests.Request(), FactsOf(), 0))));
        Assert.Equal([5, 7], Bursts(routes[1].FiltersOf(split.SelectCluster(Requests.Request(), FactsOf(), 1))));
        Assert.Equal([2, 7], Bursts(routes[2].Filters));
        Assert.Equal(
            ["", "", "virtual host 'all'", "virtual host 'all', route 'own'", "virtual host 'all', route 'split'", "virtual host 'all', route 'split', cluster 'a'"],
            table.Limits.Select(limit => limit.Place));
    }

    [Fact]
    public void Routes_that_say_nothing_share_one_bucket()
    {
        var table = Table($"{Route},{Route.Replace("\"r\"", "\"s\"", StringComparison.Ordinal)}", Options(LimitOf(1)));

        Assert.Equal([0, 429], table.VirtualHosts[0].Routes.Select(route => route.Filters.Ask(FactsOf())));
    }

    [Theory]
    [InlineData("""{"disabled":true}""", 0)]
    [InlineData("""{}""", -1)]
    [InlineData("""{"is_optional":true,"config":{"@type":"type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy"} }""", 0)]
    public void A_level_may_switch_a_filter_off(string config, int filters)
    {
        var wrapped = config.Insert(1, "\"@type\":\"type.googleapis.com/envoy.config.route.v3.FilterConfig\"" + (config == "{}" ? "" : ","));
        var compile = () => Table(Route, Options(LimitOf(1)), $$""","typed_per_filter_config":{"f0":{{wrapped}}}""").OnlyFilters();

        if (filters < 0)
            Assert.Equal("virtual_hosts[0].typed_per_filter_config[\"f0\"].config: is missing", Assert.Throws<RouteTableException>(compile).Problems.Single().ToString());
        else
            Assert.Equal(filters, compile().All.Count);
    }

    [Fact]
    public void What_is_said_of_a_filter_must_be_of_its_type() => Assert.Equal(
        "virtual_hosts[0].typed_per_filter_config[\"f0\"]: is of type envoy.extensions.filters.http.fault.v3.HTTPFault, "
        + "and the filter of that name is a envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
        Assert.Throws<RouteTableException>(() => Table(Route, Options(LimitOf(1)), $$""","typed_per_filter_config":{"f0":{{Fault("")}}}""")).Problems.Single().ToString());

    [Fact]
    public void What_is_said_of_a_filter_that_the_listener_lacks_has_no_effect() =>
        Assert.True(Table(Route, Options(), $$""","typed_per_filter_config":{"f0":{{LimitOf(1)}}}""").OnlyFilters().IsEmpty);

    [Fact]
    public void An_update_fills_nobodys_bucket()
    {
        var (before, after) = (Behind(LimitOf(2)), Behind(LimitOf(2)));
        before.OnlyFilters().Ask(FactsOf());

        after.TakeOver(before, default);

        Assert.Equal([0, 429], Enumerable.Range(0, 2).Select(_ => after.OnlyFilters().Ask(FactsOf())));
        // Requests that still ask the old table take from the same bucket.
        Assert.Equal(429, before.OnlyFilters().Ask(FactsOf()));
        Assert.Equal(4, after.Limits[0].Asked);
    }

    [Fact]
    public void An_update_of_the_limit_leaves_the_tokens_that_there_are()
    {
        var (before, after) = (Behind(LimitOf(5)), Behind(LimitOf(3)));
        for (var i = 0; i < 4; i++) before.OnlyFilters().Ask(FactsOf());

        after.TakeOver(before, default);

        Assert.Equal([0, 429], Enumerable.Range(0, 2).Select(_ => after.OnlyFilters().Ask(FactsOf())));
    }

    [Fact]
    public void Buckets_of_a_key_are_found_again_by_route_and_entries()
    {
        const string Two = """
            "rate_limits":[{"actions":[{"remote_address":{}}]}],"always_consume_default_token_bucket":false,
            """;
        var rule = Two + $"\"descriptors\":[{{\"entries\":[{{\"key\":\"remote_address\"}}],\"token_bucket\":{Bucket(1)}}}]";
        RouteTable Of(string name) =>
            Table($$"""{"name":"{{name}}","match":{"prefix":"/"},"route":{"cluster":"c"},"typed_per_filter_config":{"f0":{{LimitOf(9, rule)}}} }""", Options(LimitOf(99)));
        var (before, same, other) = (Of("a"), Of("a"), Of("b"));
        before.OnlyFilters().Ask(FactsOf());

        same.TakeOver(before, default);
        other.TakeOver(before, default);

        Assert.Equal((429, 0), (same.OnlyFilters().Ask(FactsOf()), other.OnlyFilters().Ask(FactsOf())));
    }

    private static IEnumerable<int> Bursts(RequestFilters filters) =>
        filters.All.Select(filter => (int)Assert.IsType<RateLimitFilter>(filter).Settings.Default!.TokensMax);
}
