using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Reload;

/// <summary>SIGTERM: what is under way is finished, nothing new is taken, the process ends in time and says 0.</summary>
public sealed class TerminationTests
{
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(35);

    // Stopping the actor system may take half of it; a drain would take three times as long.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Under_load_no_request_fails(int round)
    {
        await using var nginx = await NginxBackend.Start("a");
        var port = FreePorts.Take();
        await using var sidecar = await Start(port, nginx.Port);
        var load = new LoadGenerator(port, clients: 24, (target, body) => body == $"a GET {target}\n") { EndWhenRefused = true };
        await Eventually.Holds("the load runs", () => load.Asked > 500 * round);
        Assert.True(load.Report.NotRight == 0, $"{load.Report}");
        sidecar.Terminate();
        var report = await load.Finish(TimeSpan.FromSeconds(20));
        Assert.Equal(0, await sidecar.Exit(ExitLimit));

        // The sidecar takes every connection that waits before it closes. What the kernel adds in the microseconds between the two is reset:
        // as long as the client has sent nothing, that is a refusal that comes late, and no request has failed.
        Assert.True(report.NotRight == report["refused"] + report["dropped"], $"{report}\n{sidecar.Output}");
    }

    [Fact]
    public async Task A_request_under_way_is_answered_and_an_idle_connection_is_closed()
    {
        var release = new TaskCompletionSource();
        await using var backend = new LoopbackServer(async (connection, _) =>
        {
            await connection.ReadHead();
            await release.Task;
            await connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
            await connection.Receive();
        });
        var port = FreePorts.Take();
        await using var sidecar = await Start(port, backend.Port);
        await using var idle = await WireConnection.Connect(port);
        await using var busy = await WireConnection.Connect(port);
        await busy.Send("GET /slow HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        await Eventually.Holds("the request is under way", () => backend.Open == 1);
        sidecar.Terminate();
        await Eventually.Holds("nobody listens", async () => !await Listens(port));
        await sidecar.Drains("front");
        release.SetResult();
        var answer = await busy.ReadResponse();
        Assert.True(answer is { Status: 200, Text: "late", Closes: true }, $"{answer}");
        Assert.False(await idle.Receive());
        Assert.Equal(0, await sidecar.Exit(ExitLimit));
    }

    [Fact]
    public async Task Asked_twice_it_ends_at_once_cuts_what_is_under_way_and_says_so()
    {
        await using var backend = new LoopbackServer(async (connection, _) => await connection.Discard());
        var port = FreePorts.Take();
        await using var sidecar = await Start(port, backend.Port);
        await using var busy = await WireConnection.Connect(port);
        await busy.Send("GET /slow HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        await Eventually.Holds("the request is under way", () => backend.Open == 1);
        sidecar.Interrupt();
        await Eventually.Holds("it drains", () => sidecar.Output.Contains("Ctrl-C: draining 1 connection", StringComparison.Ordinal));
        sidecar.Interrupt();
        Assert.Equal(1, await sidecar.Exit(AtOnce));
        Assert.Contains("ended at once", sidecar.Output, StringComparison.Ordinal);
        Assert.False(await busy.Receive());
        Assert.Equal(Ending.Reset, busy.Ending);
    }

    [Fact]
    public async Task At_rest_it_ends_at_once()
    {
        var port = FreePorts.Take();
        await using var sidecar = await Start(port, FreePorts.Take());
        sidecar.Terminate();
        Assert.Equal(0, await sidecar.Exit(AtOnce));
    }

    [Fact]
    public async Task It_starts_again_on_the_same_ports_at_once()
    {
        await using var backend = new RecordingBackend();
        var port = FreePorts.Take();
        var admin = FreePorts.Take();
        for (var round = 0; round < 3; round++)
        {
            await using var sidecar = await Start(port, backend.Port, admin);
            await using var client = await WireConnection.Connect(port);
            Assert.Equal(200, (await client.Ask("GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n")).Status);
            if (round % 2 == 0) sidecar.Kill();
            else sidecar.Terminate();
            await sidecar.Exit(ExitLimit);
        }
    }

    private static Task<SidecarProcess> Start(int port, int backendPort, int? admin = null) => SidecarProcess.Start(
        new Bootstrap { AdminPort = admin ?? FreePorts.Take() }.Http("front", port, [Bootstrap.Prefix("/", "backend")]).Cluster("backend", [backendPort]));

    private static async Task<bool> Listens(int port)
    {
        try
        {
            await using var probe = await WireConnection.Connect(port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
