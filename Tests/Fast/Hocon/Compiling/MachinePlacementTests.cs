using System.Net;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>All of a mesh on one machine.</summary>
public sealed class MachinePlacementTests
{
    private const string Shop = """
        services {
          frontend { port = 8080, expose = "/", calls = [orders] }
          orders { port = 8081, calls = [stock, payments] }
          stock { port = 8082 }
          payments { port = 8083 }
        }
        """;

    [Fact]
    public void Ports_of_the_file_stay_where_they_are_free()
    {
        var (mesh, placement) = Place(Shop);

        Assert.Equal(
            ["127.0.0.1:8080", "127.0.0.1:8081", "127.0.0.1:8082", "127.0.0.1:8083"],
            mesh.Services.Select(service => $"{placement.Of(service).Inbound}"));
        Assert.Equal([18080, 18081, 18082, 18083], mesh.Services.Select(service => placement.Of(service).App.Port));
        Assert.Equal([15000, 15001, 15002, 15003], mesh.Services.Select(service => placement.Of(service).Admin.Port));
        Assert.Equal([16000, 16001, null, null], mesh.Services.Select(service => placement.Of(service).SharedOutbound?.Port));
        Assert.Equal([20001, 20002, 20003], mesh.Services.SelectMany(service => placement.Of(service).Outbound).Select(way => way.Address.Port));
        Assert.Equal("127.0.0.1:8000", $"{placement.Of(mesh.Services[0]).Ingress}");
    }

    [Fact]
    public void The_offset_moves_all_of_them()
    {
        var ((mesh, here), (_, there)) = (Place(Shop), Place(Shop, 1000));

        Assert.Equal(mesh.Services.SelectMany(service => Ports(here.Of(service))).Select(port => port + 1000), mesh.Services.SelectMany(service => Ports(there.Of(service))));
    }

    [Fact]
    public void The_second_of_two_services_with_one_port_moves_and_the_third_stays()
    {
        var (mesh, placement) = Place("services { a { port = 8080 }, b { port = 8080 }, c { port = 8081 } }");

        Assert.Equal([8080, 8082, 8081], mesh.Services.Select(service => placement.Of(service).Inbound.Port));
        Assert.Equal([18080, 18082, 18081], mesh.Services.Select(service => placement.Of(service).App.Port));
    }

    [Fact]
    public void What_runs_already_is_not_moved_and_nobody_takes_its_port()
    {
        var (mesh, placement) = Place("services { a { port = 8080, run.address = \"localhost:9000\" }, b { port = 9000, run.address = \"db.example:5432\" } }", 0);

        Assert.Equal([("localhost", 9000), ("db.example", 5432)], mesh.Services.Select(service => (placement.Of(service).App.Host, placement.Of(service).App.Port)));
        Assert.Equal(9001, placement.Of(mesh.Services[1]).Inbound.Port);
    }

    [Fact]
    public void The_one_replica_is_of_every_version()
    {
        var (mesh, placement) = Place("services { a { port = 8080, versions { v1 = \"version=v1\", v2 = \"version=v2\", eu = \"zone=eu\" }, endpoints = [x] } }");
        var service = mesh.Services[0];

        Assert.All(service.Versions, version => Assert.Equal(8080, Assert.Single(placement.EndpointsOf(service), version.Selects).Port));
    }

    [Theory]
    [InlineData(60000, "services.a: its sidecar: port 68080 is over 65535; use a smaller port offset or a lower port in the file")]
    [InlineData(50000, "services.a: its application: port 68080 is over 65535; use a smaller port offset or a lower port in the file")]
    [InlineData(-9000, "services.a: its sidecar: port -920 is below 1; use a larger port offset")]
    public void Ports_that_do_not_fit_are_refused(int offset, string message) =>
        Assert.Equal(message, Assert.Throws<PlacementException>(() => Place("services { a { port = 8080 } }", offset)).Message);

    [Fact]
    public void No_port_is_given_twice() => Gen.Int[1, 40].Array[2, 30].Sample(ports =>
    {
        var services = string.Join('\n', ports.Select((port, i) =>
            $"s{i} {{ port = {8000 + port}, calls = [{string.Join(", ", Enumerable.Range(0, i % 4).Select(n => $"s{(i + n) % ports.Length}"))}], expose {{ port = {8000 + port / 2} }} }}"));
        var (mesh, placement) = Place($"services {{ {services} }}");
        var all = mesh.Services.SelectMany(service => Ports(placement.Of(service))).ToList();

        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(mesh.Services, service => Assert.Equal(placement.Of(service).Inbound.Port, Assert.Single(placement.EndpointsOf(service)).Port));
    }, iter: 100);

    private static (ServiceMesh, Placement) Place(string text, int offset = 0)
    {
        var mesh = MeshSample.Mesh(text);
        return (mesh, Placement.OnOneMachine(mesh, offset));
    }

    private static IEnumerable<int> Ports(WorkloadPlacement place)
    {
        IEnumerable<IPEndPoint?> sidecar = [place.Inbound, place.Admin, place.Ingress, place.SharedOutbound, .. place.Outbound.Select(way => way.Address)];
        return sidecar.OfType<IPEndPoint>().Select(address => address.Port).Append(place.App.Port);
    }
}
