using ActorMesh.DataPlane.Routing;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class RouteExplanationTests
{
    [Fact]
    public void Every_route_says_why_it_was_passed_over()
    {
        var table = TableOf(
            RouteFor("""{"path":"/login"}""", "login"),
            RouteFor("""{"prefix":"/api","headers":[{"name":"x-env","exact_match":"prod"}]}""", "prod"),
            RouteFor("""{"prefix":"/api","headers":[{"name":"x-none","present_match":true}]}""", "header"),
            RouteFor("""{"prefix":"/api","query_parameters":[{"name":"v","string_match":{"prefix":"2"}}]}""", "query"),
            RouteFor("""{"prefix":"/api","runtime_fraction":{"default_value":{"numerator":5}}}""", "canary"),
            RouteFor("""{"prefix":"/api","cookies":[{"name":"s","string_match":{"exact":"1"}}]}""", "cookie"),
            RouteFor("""{"prefix":"/api","grpc":{}}""", "grpc"),
            RouteFor("""{"connect_matcher":{}}""", "connect"),
            RouteFor("""{"prefix":"/api"}""", "taken"),
            RouteFor("""{"prefix":"/"}""", "never asked"));
        var explanation = table.Explain(Request("/api/x?v=1", "Example.COM.", headers: "x-env: test"), Facts(), 77);
        Assert.Equal(("example.com", "all", RouteMiss.None), (explanation.Authority, explanation.VirtualHost, explanation.Miss));
        Assert.Equal("route \"taken\" is the first that matches", explanation.Reason);
        Assert.Equal(
        [
            "login: wanted path \"/login\", got path \"/api/x\"",
            "prod: header x-env: wanted exact \"prod\", got \"test\"",
            "header: header x-none: is missing",
            "query: query parameter v: wanted prefix \"2\", got \"1\"",
            "canary: runtime_fraction: takes 5/100 of requests; this one drew 77",
            "cookie: cookie s: wanted exact \"1\", but it is missing",
            "grpc: grpc: the content-type is not application/grpc",
            "connect: wanted a CONNECT request",
            "taken: prefix \"/api\"",
        ], explanation.Steps.Select(step => $"{step.Route}: {step.Reason}"));
        Assert.Equal("taken", Assert.Single(explanation.Steps, step => step.Matched).Route);
    }

    [Fact]
    public void A_miss_says_which_kind_it_is()
    {
        var table = Table($$"""{"name":"edge","virtual_hosts":[{"name":"v","domains":["foo.com"],"routes":[{{RouteFor("""{"path":"/x"}""", "")}}]}]}""");
        var noHost = table.Explain(Request(host: "bar.com"), Facts(), 0);
        Assert.Equal((RouteMiss.NoVirtualHost, "no virtual host of \"edge\" serves \"bar.com\""), (noHost.Miss, noHost.Reason));
        var noRoute = table.Explain(Request(host: "foo.com"), Facts(), 0);
        Assert.Equal((RouteMiss.NoRoute, "no route of \"v\" matches"), (noRoute.Miss, noRoute.Reason));
        Assert.Equal("routes[0]", Assert.Single(noRoute.Steps).Route);
    }

    [Fact]
    public void A_connect_request_is_told_that_it_has_no_path()
    {
        var explanation = TableOf(RouteFor("""{"prefix":"/"}""")).Explain(Request("a:1", host: "a:1", method: "CONNECT"), Facts(), 0);
        Assert.Equal("wanted prefix \"/\", but CONNECT has no path", Assert.Single(explanation.Steps).Reason);
    }

    [Fact]
    public void Require_tls_is_named_as_the_reason()
    {
        var table = Table("""{"virtual_hosts":[{"name":"v","domains":["*"],"require_tls":"ALL"}]}""");
        Assert.StartsWith("require_tls", table.Explain(Request(), Facts(), 0).Reason, StringComparison.Ordinal);
    }
}
