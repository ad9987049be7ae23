using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Foreign;

/// <summary>A gRPC client that has no proxy and was not made for this mesh (<c>@grpc/grpc-js-xds</c>).</summary>
public sealed class ProxylessClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [NodeFact]
    public async Task It_finds_and_balances_follows_changes_and_outlives_the_control_plane()
    {
        await GrpcClient.Install();
        var (one, two) = (FreePorts.Take(), FreePorts.Take());
        await using var first = await GrpcClient.Greeter(one, "orders-1");
        await using var second = await GrpcClient.Greeter(two, "orders-2");
        await using var control = new LoneControlNode();
        await control.Start();
        await control.Apply(Mesh(one, two));
        await using var caller = GrpcClient.Caller("xds:///orders", control.Xds, "caller-1");
        await Grows(caller, "orders-1", "orders-2");

        await control.Apply(Mesh(two));
        var firstStands = await Eventually.StandsStill("calls of orders-1", () => GrpcClient.Counts(caller)["orders-1"], TimeSpan.FromSeconds(1), Patience);
        await Grows(caller, "orders-2");
        Assert.Equal(firstStands, GrpcClient.Counts(caller)["orders-1"]);

        await control.Kill();
        await Grows(caller, "orders-2");
        await control.Start();
        await control.Apply(Mesh(one, two));
        await Grows(caller, "orders-1", "orders-2");
        Assert.Equal(0, GrpcClient.Counts(caller)["failed"]);
    }

    private static string Mesh(params int[] ports) => $$"""
        mesh { name = shop }
        services { orders { port = 8081, app-port = 9081, protocol = grpc, endpoints = [{{string.Join(", ", ports.Select(port => $"\"127.0.0.1:{port}\""))}}] } }
        """;

    /// <summary>Waits until each of these has answered 50 calls more.</summary>
    private static async Task Grows(ChildProcess caller, params string[] servers)
    {
        var before = GrpcClient.Counts(caller);
        try
        {
            await Eventually.Holds(
                $"{string.Join(" and ", servers)} answer", () => Array.TrueForAll(servers, server => GrpcClient.Counts(caller)[server] >= before[server] + 50), Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{caller.Output}", late);
        }
    }
}
