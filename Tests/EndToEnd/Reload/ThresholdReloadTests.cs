using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Reload;

/// <summary>Other circuit breakers for a cluster that is in use.</summary>
public sealed class ThresholdReloadTests : IAsyncLifetime
{
    private const string Request = "GET / HTTP/1.1\r\nHost: mesh.test\r\n\r\n";
    private readonly int _admin = FreePorts.Take();
    private readonly int _port = FreePorts.Take();
    private LoopbackServer _silent = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _silent = new LoopbackServer(async (connection, _) => await connection.Discard());
        _sidecar = await SidecarProcess.Start(Configuration("max_connections: 1, max_requests: 2"));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _silent.DisposeAsync();
    }

    [Fact]
    public async Task What_is_under_way_stays_counted_and_what_waits_gets_its_turn()
    {
        await using var first = await WireConnection.Connect(_port);
        await using var second = await WireConnection.Connect(_port);
        await first.Send(Request);
        await second.Send(Request);
        await Eventually.Holds("one is under way, the other waits", async () => _silent.Open == 1 && await Active() == 2);

        _sidecar.Write(Configuration("max_connections: 2, max_requests: 3").ToString());
        await Eventually.Holds("the other is under way too", () => _silent.Open == 2);
        Assert.Equal(2, await Active());
        await using var third = await WireConnection.Connect(_port);
        await third.Send(Request);
        await Eventually.Holds("the third is counted", async () => await Active() == 3);
        await using var fourth = await WireConnection.Connect(_port);
        Assert.Equal((503, "UO"), await fourth.Ask(Request) is var answer ? (answer.Status, LocalReply.FlagOf(answer)) : default);
    }

    private async Task<double> Active() => (await _sidecar.Stats()).GetProperty("cluster.silent.upstream_rq_active").GetDouble();

    private Bootstrap Configuration(string thresholds) => new Bootstrap { AdminPort = _admin }
        .Http("front", _port, [Bootstrap.Prefix("/", "silent", "timeout: 60s")])
        .Cluster("silent", [_silent.Port], $"circuit_breakers: {{ thresholds: [ {{ {thresholds} }} ] }}");
}
