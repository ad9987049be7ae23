using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>A callee's routes, as its callers carry them out.</summary>
public sealed class RouteCompilingTests
{
    private const string Versions = "versions { v1 = \"version=v1\", v2 = \"version=v2\" }, endpoints = [ { address = a, labels { version = v1 } }, { address = b, labels { version = v2 } } ],";

    [Theory]
    [InlineData("path = /x", """{ "path": "/x" }""")]
    [InlineData("path-prefix = /api", """{ "path_separated_prefix": "/api" }""")]
    [InlineData("path-prefix = /api/", """{ "prefix": "/api/" }""")]
    [InlineData("path-prefix = /", """{ "prefix": "/" }""")]
    [InlineData("path-regex = \"/a/[0-9]+\"", """{ "safe_regex": { "regex": "/a/[0-9]+" } }""")]
    [InlineData("methods = [GET]", """{ "prefix": "/", "headers": [ { "name": ":method", "string_match": { "exact": "GET" } } ] }""")]
    [InlineData("methods = [GET, PUT]", """{ "prefix": "/", "headers": [ { "name": ":method", "string_match": { "safe_regex": { "regex": "GET|PUT" } } } ] }""")]
    [InlineData("header.x-beta = \"1\"", """{ "prefix": "/", "headers": [ { "name": "x-beta", "string_match": { "exact": "1" } } ] }""")]
    [InlineData("header.a { prefix = p }, header.b { suffix = s }, header.c { contains = c }", """{ "prefix": "/", "headers": [ { "name": "a", "string_match": { "prefix": "p" } }, { "name": "b", "string_match": { "suffix": "s" } }, { "name": "c", "string_match": { "contains": "c" } } ] }""")]
    [InlineData("header.a { present = on }, header.b { present = off }", """{ "prefix": "/", "headers": [ { "name": "a", "present_match": true }, { "name": "b", "present_match": false } ] }""")]
    [InlineData("query.q { regex = \"[a-z]+\" }, query.r { present = on }", """{ "prefix": "/", "query_parameters": [ { "name": "q", "string_match": { "safe_regex": { "regex": "[a-z]+" } } }, { "name": "r", "present_match": true } ] }""")]
    public void Matches(string match, string expected) => Assert.Equal(expected, OneLine(Compiled.Json(Routed($"match {{ {match} }}").Match)));

    [Fact]
    public void Without_routes_everything_goes_to_all_endpoints()
    {
        var route = Compiled.Call().Route();

        Assert.Equal(("orders", "/", "orders"), (route.Name, route.Match.Prefix, route.Route_.Cluster));
    }

    [Fact]
    public void Routes_stay_in_order_and_nothing_is_added_behind_them() => Assert.Equal(
        ["orders.b", "orders.a"],
        Compiled.Call("routes { b { match.path = /b }, a { match.path = /a } }").Manager("outbound/orders").RouteConfig.VirtualHosts[0].Routes.Select(route => route.Name));

    [Fact]
    public void A_split_is_weights_over_clusters_of_versions()
    {
        var compiled = Compiled.Call($"{Versions} routes.r {{ split {{ v1 = 90%, v2 = 10% }} }}");

        Assert.Equal([("orders/v1", 90u), ("orders/v2", 10u)], compiled.Action().WeightedClusters.Clusters.Select(entry => (entry.Name, entry.Weight!.Value)));
        Assert.Equal("a", Assert.Single(compiled.Cluster("orders/v1").LoadAssignment.Endpoints[0].LbEndpoints).Endpoint.Address.SocketAddress.Address);
        Assert.Equal("b", Assert.Single(compiled.Cluster("orders/v2").LoadAssignment.Endpoints[0].LbEndpoints).Endpoint.Address.SocketAddress.Address);
        Assert.DoesNotContain("orders", compiled.Bootstrap.StaticResources.Clusters.Select(cluster => cluster.Name));
    }

    [Fact]
    public void A_share_of_nothing_is_no_destination() =>
        Assert.Equal("orders/v2", Compiled.Call($"{Versions} routes.r {{ split {{ v1 = 0%, v2 = 100% }} }}").Action().Cluster);

    [Fact]
    public void A_route_with_settings_of_a_cluster_has_a_cluster_of_its_own()
    {
        var compiled = Compiled.Call($"{Versions} routes {{ slow {{ match.path = /slow, split {{ v1 = 100% }}, breaker.max-requests = 5 }}, rest {{ split {{ v1 = 100% }} }} }}");

        Assert.Equal(5u, compiled.Cluster("orders/v1#slow").CircuitBreakers.Thresholds[0].MaxRequests);
        Assert.Equal(1024u, compiled.Cluster("orders/v1").CircuitBreakers.Thresholds[0].MaxRequests);
    }

    [Fact]
    public void A_route_with_settings_of_routes_alone_shares_the_cluster() =>
        Assert.Equal("orders", Compiled.Call("routes.r { timeout.request = 2s, retries.max-attempts = 2, load-balancer.hash-on = client-ip }").Action().Cluster);

    [Theory]
    [InlineData("timeout { request = 2s, idle = 9s }", "2s", "9s")]
    [InlineData("timeout { request = off, idle = off }", "0s", "0s")]
    public void Timeouts(string policies, string request, string idle)
    {
        var action = Compiled.Call(policies).Action();

        Assert.Equal(($"\"{request}\"", $"\"{idle}\""), (action.Timeout.ToString(), action.IdleTimeout.ToString()));
    }

    [Theory]
    [InlineData("match.path-prefix = /api, rewrite.path-prefix = /v2", "/v2", null, null)]
    [InlineData("match.path-prefix = /api, rewrite.path-prefix = /", "", "^/api/?", "/")]
    [InlineData("match.path-prefix = \"/a.b\", rewrite.path-prefix = /x/", "", "^/a\\.b/?", "/x/")]
    [InlineData("rewrite.path-prefix = /v2", "/v2/", null, null)]
    [InlineData("match.path = /old, rewrite.path-prefix = /new", "/new", null, null)]
    [InlineData("rewrite { regex = \"^/(.*)$\", substitution = \"/x/\\\\1\" }", "", "^/(.*)$", "/x/\\1")]
    public void Rewrites_of_the_path(string route, string prefix, string? pattern, string? substitution)
    {
        var action = Routed(route).Route_;

        Assert.Equal((prefix, pattern, substitution), (action.PrefixRewrite, action.RegexRewrite?.Pattern.Regex, action.RegexRewrite?.Substitution));
    }

    [Fact]
    public void A_rewrite_of_the_host() => Assert.Equal("legacy.example", Routed("rewrite.host = legacy.example").Route_.HostRewriteLiteral);

    [Theory]
    [InlineData("redirect { scheme = https }", """{ "response_code": "PERMANENT_REDIRECT", "scheme_redirect": "https" }""")]
    [InlineData("redirect { host = new.example, port = 8443, path = /new, status = 301 }", """{ "host_redirect": "new.example", "path_redirect": "/new", "port_redirect": 8443 }""")]
    [InlineData("match.path-prefix = /a, redirect { path-prefix = /b, status = 302 }", """{ "response_code": "FOUND", "prefix_rewrite": "/b" }""")]
    [InlineData("match.path-prefix = /a, redirect { path-prefix = /, status = 303 }", """{ "response_code": "SEE_OTHER", "regex_rewrite": { "pattern": { "regex": "^/a/?" }, "substitution": "/" } }""")]
    [InlineData("redirect { path = /x, status = 307 }", """{ "path_redirect": "/x", "response_code": "TEMPORARY_REDIRECT" }""")]
    public void Redirects(string route, string expected) => Assert.Equal(expected, OneLine(Compiled.Json(Routed(route).Redirect)));

    [Fact]
    public void An_answer_of_the_proxys_own()
    {
        var compiled = Compiled.Call($"routes.gone {{ respond {{ status = 410, body = \"{new string('x', 5000)}\" }} }}");

        Assert.Equal((410u, 5000), (compiled.Route().DirectResponse.Status, compiled.Route().DirectResponse.Body.InlineString.Length));
        Assert.Equal(5000u, compiled.Manager("outbound/orders").RouteConfig.MaxDirectResponseBodySizeBytes);
    }

    [Fact]
    public void A_mirror_goes_to_a_version_or_to_another_service()
    {
        var version = Compiled.Call($"{Versions} routes.r {{ split {{ v1 = 100% }}, mirror {{ to = v2, share = 5% }} }}");
        var other = Compiled.Of("services { web { port = 80, calls = [orders] }, orders { port = 81, routes.r { mirror.to = audit } }, audit { port = 82 } }", "web");

        var copy = Assert.Single(version.Action().RequestMirrorPolicies);
        Assert.Equal(("orders/v2", 5u), (copy.Cluster, copy.RuntimeFraction.DefaultValue.Numerator));
        Assert.Equal("audit", Assert.Single(other.Action().RequestMirrorPolicies).Cluster);
        Assert.Equal("audit", other.Cluster("audit").LoadAssignment.Endpoints[0].LbEndpoints[0].Endpoint.Address.SocketAddress.Address);
    }

    [Fact]
    public void Changes_of_headers_are_literal()
    {
        var route = Routed("headers { request { set { x-a = \"100%\" }, add { x-b = b }, remove = [x-c] }, response { set { x-d = d }, remove = [server] } }");

        Assert.Equal(["x-a=100%% OverwriteIfExistsOrAdd", "x-b=b AppendIfExistsOrAdd"], route.RequestHeadersToAdd.Select(option => $"{option.Header.Key}={option.Header.Value} {option.AppendAction}"));
        Assert.Equal(["x-c"], route.RequestHeadersToRemove);
        Assert.Equal("x-d", Assert.Single(route.ResponseHeadersToAdd).Header.Key);
        Assert.Equal(["server"], route.ResponseHeadersToRemove);
    }

    [Theory]
    [InlineData("\"header:x-sku\"", """{ "header": { "header_name": "x-sku" } }""")]
    [InlineData("\"cookie:cart\"", """{ "cookie": { "name": "cart" } }""")]
    [InlineData("\"query:id\"", """{ "query_parameter": { "name": "id" } }""")]
    [InlineData("client-ip", """{ "connection_properties": { "source_ip": true } }""")]
    public void What_is_hashed(string source, string expected) =>
        Assert.Equal(expected, OneLine(Compiled.Json(Assert.Single(Compiled.Call($"load-balancer {{ policy = ring-hash, hash-on = {source} }}").Action().HashPolicy))));

    [Fact]
    public void Pages_of_other_sites_are_let_in_by_the_callers_side()
    {
        var compiled = Compiled.Call("cors { allow-origins = [\"https://shop.example\", \"https://*.shop.example\", \"*\"], allow-headers = [x-a], max-age = 10m, allow-credentials = on }");

        var policy = compiled.Route().TypedPerFilterConfig["envoy.filters.http.cors"].Unpack<CorsPolicy>();
        Assert.Equal(("GET, HEAD, POST", "x-a", "600", true), (policy.AllowMethods, policy.AllowHeaders, policy.MaxAge, policy.AllowCredentials));
        Assert.Equal(["https://shop.example", "", "*"], policy.AllowOriginStringMatch.Select(origin => origin.Exact));
        Assert.Equal("https://[^/]*\\.shop\\.example", policy.AllowOriginStringMatch[1].SafeRegex.Regex);
        Assert.Equal(["envoy.filters.http.cors", "envoy.filters.http.router"], compiled.Manager("outbound/orders").HttpFilters.Select(filter => filter.Name));
    }

    [Fact]
    public void A_route_traces_otherwise_than_its_listener_where_it_says_so()
    {
        var compiled = Compiled.Call("tracing.sample = 100%");

        Assert.Equal(100u, compiled.Route().Tracing.RandomSampling.Numerator);
        Assert.Equal(1, compiled.Manager("outbound/orders").Tracing.RandomSampling.Value);
        Assert.Null(Compiled.Call().Route().Tracing);
    }

    private static ActorMesh.Runtime.Contracts.Envoy.Routes.Route Routed(string route) => Compiled.Call($"routes.r {{ {route} }}").Route();

    private static string OneLine(string json) => string.Join(' ', json.Split('\n').Select(line => line.Trim()));
}
