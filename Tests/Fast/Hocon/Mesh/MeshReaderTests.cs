using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh;

public sealed class MeshReaderTests
{
    [Fact]
    public void Three_lines_are_a_mesh()
    {
        var mesh = MeshSample.Mesh("""
            services {
              frontend { port = 8080, expose = "/", calls = [orders] }
              orders   { port = 8081 }
            }
            """);

        var frontend = mesh.Find("frontend")!;
        Assert.Equal(("mesh", "mesh.local", 15001, 15000), (mesh.Name.Value, mesh.TrustDomain.Value, mesh.OutboundPort.Value, mesh.AdminPort.Value));
        Assert.Equal((8080, 18080, null), (frontend.Port.Value, frontend.AppPort.Value, frontend.LocalPort.Value));
        Assert.Equal(("frontend", 8080), (frontend.Endpoints[0].Host, frontend.Endpoints[0].Port));
        Assert.Equal(("*", "/", 8000), (frontend.Exposure!.Host.Value, frontend.Exposure.PathPrefix.Value, frontend.Exposure.Port.Value));
        Assert.Equal("orders", Assert.Single(frontend.Calls).Service);
        Assert.Equal("frontend", Assert.Single(mesh.CallersOf("orders")).Name);
        Assert.Null(mesh.Find("orders")!.Exposure);
    }

    [Fact]
    public void Replicas_are_written_in_short_or_in_full()
    {
        var service = MeshSample.Mesh("""
            services.a {
              port = 80
              endpoints = ["one", "two:81", "[::1]:82", { address = "10.0.0.7:83", zone = b, weight = 7, labels { version = v2 } }]
              versions { v2 = "version=v2" }
            }
            """).Find("a")!;

        Assert.Equal([("one", 80), ("two", 81), ("::1", 82), ("10.0.0.7", 83)], service.Endpoints.Select(endpoint => (endpoint.Host, endpoint.Port)));
        Assert.Equal(("b", 7, 100), (service.Endpoints[3].Zone, service.Endpoints[3].Weight, service.Endpoints[0].Weight));
        Assert.Equal([false, false, false, true], service.Endpoints.Select(service.FindVersion("v2")!.Selects));
    }

    [Fact]
    public void A_name_may_stand_for_all_replicas()
    {
        var service = MeshSample.Mesh("""services.a { port = 80, endpoints-dns { name = "all.a", refresh = 9s } }""").Find("a")!;
        Assert.Empty(service.Endpoints);
        Assert.Equal(("all.a", TimeSpan.FromSeconds(9)), (service.EndpointsDns!.Name.Value, service.EndpointsDns.Refresh.Value));
    }

    [Fact]
    public void Routes_keep_their_order_and_say_what_they_match()
    {
        var routes = MeshSample.Mesh("""
            services.a {
              port = 80, versions { v1 = "version=v1", v2 = "version=v2" }
              routes {
                z { match { path-prefix = "/z", methods = [GET, PUT], header.x-beta = "1", query { q { prefix = ab }, r.present = off } }, split { v1 = 90%, v2 = 10% } }
                y { match.path = "/y", mirror { to = v2, share = 5% }, rewrite { host = other } }
                x { match.path-regex = "/x[0-9]+", mirror.to = b, redirect { scheme = https } }
                w { respond { status = 404, body = "none here" }, headers { request { set { a = "1" }, remove = [b] }, response.add { "c" = d } }, idempotent = on }
              }
            }
            services.b.port = 81
            """).Find("a")!.Routes;

        Assert.Equal(["z", "y", "x", "w"], routes.Select(route => route.Name));
        Assert.Equal([("v1", 0.9), ("v2", 0.1)], routes[0].Split.Select(share => (share.Version, share.Share)));
        Assert.Equal(["GET", "PUT"], routes[0].Match.Methods.Value);
        Assert.Equal([("x-beta", ValueMatchKind.Exact, "1")], routes[0].Match.Headers.Select(match => (match.Name, match.Kind, match.Value)));
        Assert.Equal([("q", ValueMatchKind.Prefix, "ab"), ("r", ValueMatchKind.Absent, "")], routes[0].Match.Query.Select(match => (match.Name, match.Kind, match.Value)));
        Assert.Equal(("v2", null, 0.05), (routes[1].Mirror!.Version.Value, routes[1].Mirror!.Service.Value, routes[1].Mirror!.Share.Value));
        Assert.Equal((null, "b", 1), (routes[2].Mirror!.Version.Value, routes[2].Mirror!.Service.Value, routes[2].Mirror!.Share.Value));
        Assert.Equal(("https", 308), (routes[2].Redirect!.Scheme.Value, routes[2].Redirect!.Status.Value));
        Assert.Equal((404, "none here", true), (routes[3].Response!.Status.Value, routes[3].Response!.Body.Value, routes[3].Idempotent.Value));
        Assert.Equal(["b"], routes[3].Headers!.RequestRemove);
        Assert.Equal([KeyValuePair.Create("c", "d")], routes[3].Headers!.ResponseAdd);
    }

    [Fact]
    public void Rules_of_authorisation_keep_their_lists()
    {
        var authorization = MeshSample.Mesh("""
            services.a { port = 80, authz { allow-from = [b], rules = [{ from = [b], methods = [GET], paths = ["/stock/*"] }, {}] } }
            services.b.port = 81
            """).Find("a")!.Policies.Authorization;

        Assert.Equal(["b"], authorization.AllowFrom.Value!);
        Assert.Equal(2, authorization.Rules.Count);
        Assert.Equal(("/stock/*", 0), (authorization.Rules[0].Paths[0], authorization.Rules[1].From.Count));
    }

    [Fact]
    public void Rates_are_per_second()
    {
        var policies = MeshSample.Mesh("services.a { port = 80, rate-limit { local { rate = 90/m }, global { domain = pay, rate = 50/s, on-error = deny } } }").Find("a")!.Policies;
        Assert.Equal(1.5, policies.LocalRateLimit!.Rate.Value);
        Assert.Equal(("pay", 50d, "deny"), (policies.GlobalRateLimit!.Domain.Value, policies.GlobalRateLimit.Rate.Value, policies.GlobalRateLimit.OnError.Value));
    }

    [Fact]
    public void What_is_wrong_is_as_if_it_were_not_written()
    {
        var reading = MeshSample.Reading("services.a { port = 80, timeout { request = 5, idle = 7s }, protocol = grpc }");
        Assert.Null(reading.Mesh);
        var policies = reading.Draft!.Find("a")!.Policies;
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(7), Protocol.Grpc), (policies.Timeout.Request.Value, policies.Timeout.Idle.Value, policies.Protocol.Value));
    }
}
