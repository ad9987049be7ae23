using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using Xunit;
using Route = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>What a request passes on its way to the application.</summary>
public sealed class FilterCompilingTests
{
    [Fact]
    public void Filters_stand_in_a_fixed_order() => Assert.Equal(
        ["envoy.filters.http.rbac", "envoy.filters.http.local_ratelimit", "envoy.filters.http.ratelimit", "envoy.filters.http.fault", "envoy.filters.http.router"],
        Compiled.Callee("fault.abort-share = 1%, rate-limit { global.rate = 1/s, local.rate = 5/s }").Manager("inbound").HttpFilters.Select(filter => filter.Name));

    [Theory]
    [InlineData("100/s", 100, 100, 1)]
    [InlineData("500/s", 100, 50, 0.1)]
    [InlineData("5/m", 10, 5, 60)]
    [InlineData("90/m", 10, 15, 10)]
    [InlineData("1/h", 1, 1, 3600)]
    [InlineData("1000000/s", 1000, 100_000, 0.1)]
    public void A_rate_is_whole_tokens_in_a_whole_time(string rate, uint burst, uint tokens, double seconds)
    {
        var bucket = Local(Compiled.Callee($"rate-limit.local {{ rate = {rate}, burst = {burst} }}")).TokenBucket;

        Assert.Equal((burst, tokens, seconds), (bucket.MaxTokens, bucket.TokensPerFill!.Value, bucket.FillInterval.ToTimeSpan().TotalSeconds));
    }

    [Theory]
    [InlineData("client-ip", "remote_address", null)]
    [InlineData("\"header:x-tenant\"", "x-tenant", "x-tenant")]
    [InlineData("caller", "caller", "x-forwarded-client-cert")]
    public void Who_has_the_key_has_a_bucket(string key, string entry, string? header)
    {
        var limit = Local(Compiled.Callee($"rate-limit.local {{ rate = 5/s, burst = 2, key = {key} }}"));

        Assert.Equal((entry, ""), (limit.Descriptors[0].Entries[0].Key, limit.Descriptors[0].Entries[0].Value));
        Assert.Equal(header, limit.RateLimits[0].Actions[0].RequestHeaders?.HeaderName);
        Assert.Equal((2u, false), (limit.Descriptors[0].TokenBucket.MaxTokens, limit.AlwaysConsumeDefaultTokenBucket));
        Assert.Equal((100u, 100u), (limit.FilterEnabled.DefaultValue.Numerator, limit.FilterEnforced.DefaultValue.Numerator));
    }

    [Theory]
    [InlineData("enforce", "x-ratelimit", 100, "DraftVersion03")]
    [InlineData("observe", "off", 0, "Off")]
    public void A_limit_may_merely_look_on(string mode, string headers, uint enforced, string told)
    {
        var limit = Local(Compiled.Callee($"rate-limit.local {{ rate = 5/s, mode = {mode}, headers = {headers} }}"));

        Assert.Equal((100u, enforced, told), (
            limit.FilterEnabled.DefaultValue.Numerator, limit.FilterEnforced.DefaultValue.Numerator, limit.EnableXRatelimitHeaders.ToString()));
    }

    [Fact]
    public void Requests_may_ask_for_trouble()
    {
        var fault = Filter<HTTPFault>(Compiled.Callee("fault { by-header = on, abort-share = 10%, max-active = 3 }"), "envoy.filters.http.fault");

        Assert.Equal((100u, 10u, 3u), (fault.Delay.Percentage.Numerator, fault.Abort.Percentage.Numerator, fault.MaxActiveFaults));
        Assert.NotNull(fault.Delay.HeaderDelay);
        Assert.NotNull(fault.Abort.HeaderAbort);
    }

    [Fact]
    public void A_limit_of_the_whole_mesh_asks_the_coordinator()
    {
        var compiled = Compiled.Callee("rate-limit.global { domain = pay, rate = 50/s, burst = 9, key = client-ip, on-error = deny }");

        var filter = Filter<RateLimit>(compiled, "envoy.filters.http.ratelimit");
        Assert.Equal(("pay", true, "rate-limiter"), (filter.Domain, filter.FailureModeDeny, filter.RateLimitService.GrpcService.EnvoyGrpc.ClusterName));
        Assert.Empty(compiled.Cluster("rate-limiter").LoadAssignment.Endpoints);
        var route = compiled.Route("inbound", "orders");
        Assert.NotNull(Assert.Single(Assert.Single(route.Route_.RateLimits).Actions).RemoteAddress);
        Assert.Equal((50, 9), (route.Metadata.FilterMetadata["actormesh.rate-limit"].Fields["rate"].NumberValue, route.Metadata.FilterMetadata["actormesh.rate-limit"].Fields["burst"].NumberValue));
        Assert.Equal("all", Compiled.Callee("rate-limit.global.rate = 1/s").Route("inbound", "orders").Route_.RateLimits[0].Actions[0].GenericKey.DescriptorValue);
    }

    [Fact]
    public void Trouble_on_purpose()
    {
        var fault = Filter<HTTPFault>(Compiled.Callee("fault { delay-share = 10%, delay = 250ms, abort-share = 0.5%, abort-status = 500 }"), "envoy.filters.http.fault");

        Assert.Equal((10u, 250), (fault.Delay.Percentage.Numerator, fault.Delay.FixedDelay.ToTimeSpan().TotalMilliseconds));
        Assert.Equal((50u, 500u), (fault.Abort.Percentage.Numerator, fault.Abort.HttpStatus));
    }

    [Fact]
    public void How_long_a_body_may_be_is_metadata() => Assert.Equal(
        2048, Compiled.Callee("limits.max-request-body = 2KiB").Route("inbound", "orders").Metadata.FilterMetadata["actormesh.limits"].Fields["max-request-body"].NumberValue);

    [Fact]
    public void Routes_stand_on_the_inbound_side_only_when_one_of_them_differs_there()
    {
        Assert.Equal(["orders"], Names("routes { a { match.path = /a, timeout.request = 1s }, b {} }"));
        Assert.Equal(["orders.a", "orders.b", "orders"], Names("routes { a { match.path = /a }, b { fault.abort-share = 1% }, c { respond.status = 200 } }"));
    }

    [Theory]
    [InlineData("authz.default = allow, routes { r { match.path-prefix = /r, rewrite.path-prefix = /v2, fault.abort-share = 1% }, rest {} }", "r rest")]
    [InlineData("routes { r { match.path-prefix = /r, rewrite.path-prefix = /v2 }, g { match.path = /v2/g, authz.allow-from = [] }, s { match.path-prefix = /s, rewrite.path-prefix = /v3 }, rest {} }", "g r s rest")]
    [InlineData("routes { a {}, r { match.path-prefix = /r, rewrite.path-prefix = /v2 }, g { match.path = /v2/g, authz.allow-from = [] } }", "a g r")]
    public void A_route_that_changes_the_path_stands_where_the_file_has_it_but_not_before_one_with_rules_of_its_own(string callee, string order) =>
        Assert.Equal(order.Split(' ').Select(route => $"orders.{route}").Append("orders"), Names(callee));

    [Fact]
    public void A_route_overrides_each_filter()
    {
        var compiled = Compiled.Callee("rate-limit.local.rate = 1/s, routes { a { match.path = /a, authz.allow-from = [orders], rate-limit { local = off, global { domain = d, rate = 1/s } }, fault.abort-share = 1% } }");

        var route = compiled.Route("inbound", "orders.a");
        Assert.Equal("callers", Assert.Single(Of<RBACPerRoute>(route, "envoy.filters.http.rbac").Rbac.Rules.Policies).Key);
        Assert.Null(Of<LocalRateLimit>(route, "envoy.filters.http.local_ratelimit").TokenBucket);
        Assert.Equal("d", Of<RateLimitPerRoute>(route, "envoy.filters.http.ratelimit").Domain);
        Assert.Equal(1u, Of<HTTPFault>(route, "envoy.filters.http.fault").Abort.Percentage.Numerator);
        Assert.Empty(compiled.Route("inbound", "orders").TypedPerFilterConfig);
    }

    [Fact]
    public void A_route_may_switch_authorization_off() => Assert.Null(
        Of<RBACPerRoute>(Compiled.Callee("routes.open { match.path-prefix = /open, authz.default = allow }").Route("inbound", "orders.open"), "envoy.filters.http.rbac").Rbac);

    [Theory]
    [InlineData("match.path-prefix = /api, rewrite.path-prefix = /v2", """{ "pathSeparatedPrefix": "/v2" }""")]
    [InlineData("match.path = /api, rewrite.path-prefix = /v2", """{ "path": "/v2" }""")]
    [InlineData("match.path-prefix = /api, rewrite.path-prefix = /", """{ "prefix": "/" }""")]
    public void The_inbound_side_matches_what_the_callers_side_made_of_the_path(string route, string match) =>
        Assert.Equal(match, $"{Compiled.Callee($"routes.r {{ {route}, fault.abort-share = 1% }}").Route("inbound", "orders.r").Match}");

    [Theory]
    [InlineData("timeout { request = 2s, idle = 5s }, routes { slow.timeout.request = 9s }", 9, 5)]
    [InlineData("timeout.request = 2s, routes { slow.timeout { request = off, idle = off } }", 0, 0)]
    public void The_inbound_side_never_gives_up_before_a_caller_does(string callee, int request, int idle)
    {
        var action = Compiled.Callee(callee).Route("inbound", "orders").Route_;

        Assert.Equal((request, idle), (action.Timeout.ToTimeSpan().TotalSeconds, action.IdleTimeout.ToTimeSpan().TotalSeconds));
    }

    private static IEnumerable<string> Names(string callee) => Compiled.Callee(callee).Manager("inbound").RouteConfig.VirtualHosts[0].Routes.Select(route => route.Name);

    private static LocalRateLimit Local(Compiled compiled) => Filter<LocalRateLimit>(compiled, "envoy.filters.http.local_ratelimit");

    private static T Filter<T>(Compiled compiled, string name)
        where T : Google.Protobuf.IMessage, new() => compiled.Manager("inbound").HttpFilters.Single(filter => filter.Name == name).TypedConfig.Unpack<T>();

    private static T Of<T>(Route route, string filter)
        where T : Google.Protobuf.IMessage, new() => route.TypedPerFilterConfig[filter].Unpack<T>();
}
