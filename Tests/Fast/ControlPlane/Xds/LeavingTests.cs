using ActorMesh.ControlPlane.Resources;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>Who leaves is told from who is only lost.</summary>
public sealed class LeavingTests
{
    [Fact]
    public async Task A_client_that_ends_its_stream_leaves_in_order()
    {
        await using var host = await XdsHost.Start();
        using var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Cluster);
        await XdsHost.Until(() => host.Fleet.Proxies.ContainsKey("orders-1"));

        await client.Finish();

        await XdsHost.Until(() => host.Fleet.Gone.GetValueOrDefault("orders-1"));
    }

    [Fact]
    public async Task A_client_whose_stream_breaks_is_lost()
    {
        await using var host = await XdsHost.Start();
        var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Cluster);
        await XdsHost.Until(() => host.Fleet.Proxies.ContainsKey("orders-1"));

        client.Dispose();

        await XdsHost.Until(() => host.Fleet.Gone.ContainsKey("orders-1"));
        Assert.False(host.Fleet.Gone["orders-1"]);
    }

    [Fact]
    public async Task A_sidecar_that_stops_following_leaves_in_order()
    {
        await using var host = await XdsHost.Start();
        await using var sidecar = Sidecar.Start(TimeProvider.System, connectionsMax: 10, seed: 1, drainLimit: TimeSpan.FromSeconds(1));
        var client = sidecar.Follow(
            new DiscoverySettings([host.Address.Authority], new Node { Id = "orders-7", Cluster = "orders" }), new Bootstrap(), _ => { });
        await XdsHost.Until(() => host.Fleet.Proxies.ContainsKey("orders-7"));

        await client.DisposeAsync();
        await client.DisposeAsync();

        await XdsHost.Until(() => host.Fleet.Gone.GetValueOrDefault("orders-7"));
    }
}
