using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>Every workload alone in its network.</summary>
public sealed class PlacementTests
{
    [Fact]
    public void Ports_are_those_of_the_file()
    {
        var place = Of("frontend", """
            frontend { port = 8080, app-port = 5000, expose { port = 8443 }, calls = [orders, stock] }
            orders { port = 8081 }
            stock { port = 8082, local-port = 9000 }
            """);

        Assert.Equal("0.0.0.0:8080", $"{place.Inbound}");
        Assert.Equal(("127.0.0.1", 5000), (place.App.Host, place.App.Port));
        Assert.Equal("127.0.0.1:15000", $"{place.Admin}");
        Assert.Equal("0.0.0.0:8443", $"{place.Ingress}");
        Assert.Equal("127.0.0.1:15001", $"{place.SharedOutbound}");
        Assert.Equal(["orders 127.0.0.1:28081", "stock 127.0.0.1:9000"], Outbound(place));
    }

    [Fact]
    public void Who_calls_nobody_and_is_not_exposed_has_no_way_out_and_no_way_in_from_outside()
    {
        var place = Of("orders", "orders { port = 8081 }");

        Assert.Null(place.SharedOutbound);
        Assert.Null(place.Ingress);
        Assert.Empty(place.Outbound);
    }

    [Fact]
    public void A_local_port_that_is_taken_gives_way_upward_in_the_order_of_calls() => Assert.Equal(
        ["a 127.0.0.1:28081", "b 127.0.0.1:28082", "c 127.0.0.1:28083", "d 127.0.0.1:15002"],
        Outbound(Of("web", "web { port = 80, calls = [a, b, c, d, a] }, a { port = 8081 }, b { port = 8081 }, c { port = 8083 }, d { port = 1, local-port = 15000 }")));

    [Fact]
    public void A_written_local_port_comes_before_a_computed_one() => Assert.Equal(
        ["a 127.0.0.1:28082", "b 127.0.0.1:28081"],
        Outbound(Of("web", "web { port = 80, calls = [a, b] }, a { port = 8081 }, b { port = 99, local-port = 28081 }")));

    [Fact]
    public void A_callee_with_a_high_port_is_found_at_a_lower_one() =>
        Assert.Equal(["a 127.0.0.1:20001"], Outbound(Of("web", "web { port = 80, calls = [a] }, a { port = 60000, app-port = 1 }")));

    [Fact]
    public void Callees_that_only_pass_bytes_are_not_on_the_shared_port() =>
        Assert.Null(Of("web", "web { port = 80, calls = [db] }, db { port = 5432, protocol = tcp }").SharedOutbound);

    [Theory]
    [InlineData("web { port = 15000 }", "services.web: the admin API and its sidecar both want port 15000; change mesh.admin-port")]
    [InlineData("web { port = 80, app-port = 80 }", "services.web: its application and its sidecar both want port 80; change services.web.app-port")]
    [InlineData("web { port = 8000, expose = \"/\" }", "services.web: the way in from outside and its sidecar both want port 8000; change services.web.expose.port")]
    [InlineData("web { port = 15001, calls = [a] }, a { port = 1 }", "services.web: the way out to all callees and its sidecar both want port 15001; change mesh.outbound-port")]
    public void Two_of_the_same_port_are_refused(string services, string message) =>
        Assert.Equal(message, Assert.Throws<PlacementException>(() => Of("web", services)).Message);

    [Fact]
    public void A_draft_that_does_not_say_a_port_has_none()
    {
        var mesh = MeshSample.Reading("services { web { calls = [orders] }, orders {} }").Draft!;
        var place = Placement.AsWritten(mesh).Of(mesh.Find("web")!);

        Assert.Equal((0, 10_000, 20_000), (place.Inbound.Port, place.App.Port, Assert.Single(place.Outbound).Address.Port));
    }

    [Fact]
    public void Replicas_are_where_the_file_says()
    {
        var mesh = Mesh("a { port = 1, endpoints = [\"x\", \"10.0.0.1:7\"] }, b { port = 2 }, c { port = 3, endpoints-dns = c.internal }");
        var placement = Placement.AsWritten(mesh);

        Assert.Equal(
            ["x:1", "10.0.0.1:7", "b:2", "c.internal:3"],
            mesh.Services.SelectMany(placement.EndpointsOf).Select(replica => $"{replica.Host}:{replica.Port}"));
    }

    private static ServiceMesh Mesh(string services) => MeshSample.Mesh($"services {{ {services} }}");

    private static WorkloadPlacement Of(string service, string services)
    {
        var mesh = Mesh(services);
        return Placement.AsWritten(mesh).Of(mesh.Find(service)!);
    }

    private static IEnumerable<string> Outbound(WorkloadPlacement place) => place.Outbound.Select(way => $"{way.Callee} {way.Address}");
}
