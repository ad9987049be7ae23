using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Tests.Fast.Hocon.Compiling;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using Xunit;
using Discovery = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType;

namespace ActorMesh.Tests.Fast.ControlPlane.Resources;

/// <summary>What is delivered in parts is what runs from a file.</summary>
public sealed class SplittingTests
{
    [Theory]
    [MemberData(nameof(Examples.Workloads), MemberType = typeof(Examples))]
    public void Put_together_again_the_parts_are_what_a_file_gives(string file, string service) => SameAsFile(Examples.Mesh(file), service);

    [Theory]
    [InlineData("web")]
    [InlineData("orders")]
    [InlineData("mail")]
    public void So_they_are_where_replicas_have_addresses(string service) => SameAsFile(MeshSample.Mesh(Published.Shop), service);

    [Fact]
    public void Routes_and_endpoints_are_asked_for_on_the_same_stream()
    {
        var web = Published.Compiler().Compile(Published.Mesh(Published.Shop), EndpointSet.Empty).Of("web");

        var manager = web.Listener("outbound/orders").FilterChains[0].Filters[0].TypedConfig.Unpack<HttpConnectionManager>();
        Assert.Equal("outbound/orders", manager.Rds.RouteConfigName);
        Assert.NotNull(manager.Rds.ConfigSource.Ads);
        var orders = web.Cluster("orders");
        Assert.Equal(Discovery.Eds, orders.Type);
        Assert.NotNull(orders.EdsClusterConfig.EdsConfig.Ads);
        Assert.Null(orders.LoadAssignment);
        Assert.Equal(["10.0.1.1:8081", "10.0.1.2:8081"], web.Addresses("orders"));
    }

    [Fact]
    public void What_has_to_be_resolved_stays_with_its_cluster()
    {
        var mail = Published.Compiler().Compile(Published.Mesh(Published.Shop), EndpointSet.Empty).Of("mail");

        Assert.Equal(Discovery.StrictDns, mail.Cluster("names").Type);
        Assert.Equal("names", mail.Cluster("names").LoadAssignment.Endpoints[0].LbEndpoints[0].Endpoint.Address.SocketAddress.Address);
        Assert.Empty(mail.Endpoints.ByName);
    }

    [Fact]
    public void The_application_stays_with_its_cluster() =>
        Assert.Equal(Discovery.Static, Published.Compiler().Compile(Published.Mesh(Published.Shop), EndpointSet.Empty).Of("web").Cluster("app").Type);

    private static void SameAsFile(ServiceMesh mesh, string service)
    {
        var file = RunnableToday.Of(MeshCompiler.Compile(mesh, mesh.Find(service)!, Placement.AsWritten(mesh))).Bootstrap;
        foreach (var cluster in file.StaticResources.Clusters.Where(cluster => cluster is { Type: Discovery.Static, Name: not "app" }))
            EndpointRules.Complete(cluster.LoadAssignment);
        var placed = new PlacedMesh(mesh, Placement.AsWritten(mesh), new ResourceMemory());

        var parts = placed.Compile(mesh.Find(service)!, EndpointSet.Empty, epoch: 1, version: 1);

        Assert.Equal(Compiled.Json(file), Compiled.Json(parts.Assembled(file)));
        Assert.Equal(file.StaticResources.Clusters.Count, parts.Clusters.ByName.Count);
        Assert.Equal(file.StaticResources.Listeners.Count, parts.Listeners.ByName.Count);
    }
}
