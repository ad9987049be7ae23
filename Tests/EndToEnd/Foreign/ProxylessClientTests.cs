using ActorMesh.Tests.EndToEnd.Control;
using ActorMesh.Tests.EndToEnd.Rig;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Foreign;

/// <summary>gRPC clients that have no proxy and were not made for this mesh.</summary>
public sealed class ProxylessClientTests
{
    [NodeFact]
    public async Task Grpc_for_node_finds_and_balances_follows_changes_and_outlives_the_control_plane()
    {
        await GrpcPeer.InstallNode();
        await Follows(GrpcPeer.Node);
    }

    [CoreFact]
    public Task Grpc_core_finds_and_balances_follows_changes_and_outlives_the_control_plane() => Follows(GrpcPeer.Core);

    private static async Task Follows(GrpcPeer peer)
    {
        var (one, two) = (FreePorts.Take(), FreePorts.Take());
        await using var first = await peer.Greeter(one, "orders-1");
        await using var second = await peer.Greeter(two, "orders-2");
        await using var control = new LoneControlNode();
        await control.Start();
        await control.Apply(Mesh(one, two));
        await using var caller = peer.Caller("xds:///orders", control.Xds, "caller-1");
        await caller.Grows("orders-1", "orders-2");

        await control.Apply(Mesh(two));
        var stands = await caller.StandsStill("orders-1");
        await caller.Grows("orders-2");
        Assert.Equal(stands, caller.Count("orders-1"));

        await control.Kill();
        await caller.Grows("orders-2");
        await control.Start();
        await control.Apply(Mesh(one, two));
        await caller.Grows("orders-1", "orders-2");
        Assert.Equal(0, caller.Failed);
    }

    private static string Mesh(params int[] ports) => $$"""
        mesh { name = shop }
        services { orders { port = 8081, app-port = 9081, protocol = grpc, endpoints = [{{string.Join(", ", ports.Select(port => $"\"127.0.0.1:{port}\""))}}] } }
        """;
}
