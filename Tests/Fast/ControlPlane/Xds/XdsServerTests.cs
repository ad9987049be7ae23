using ActorMesh.ControlPlane.Resources;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>The server as its clients see it, over real connections.</summary>
public sealed class XdsServerTests
{
    [Fact]
    public async Task A_client_gets_what_the_mesh_has_for_it_and_then_what_changes()
    {
        await using var host = await XdsHost.Start();
        host.Feed.Publish(Shares.Mesh(7, Shares.Of(3, clusters: "stock:1", endpoints: "stock:1")));
        using var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Cluster);
        var clusters = await client.Answer();
        Assert.Equal("stock:1", StateClient.Texts(clusters));
        Assert.Equal("actormesh epoch=1 sequence=7 node=one", clusters.ControlPlane.Identifier);
        await client.Accept(clusters);
        await client.Ask(ResourceTypes.Endpoints, "stock");
        var endpoints = await client.Answer();
        Assert.Equal("stock:1", StateClient.Texts(endpoints));
        await client.Accept(endpoints, "stock");

        host.Feed.Publish(Shares.Mesh(8, Shares.Of(3, clusters: "stock:1", endpoints: "stock:2")));
        var changed = await client.Answer();
        Assert.Equal((ResourceTypes.Endpoints, "stock:2"), (changed.TypeUrl, StateClient.Texts(changed)));
        Assert.Equal("actormesh epoch=1 sequence=8 node=one", changed.ControlPlane.Identifier);
    }
}
