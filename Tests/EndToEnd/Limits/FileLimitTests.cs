using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Limits;

/// <summary>More connections than the process may have files: it must neither die nor spin, and must serve again when they go.</summary>
public sealed class FileLimitTests
{
    private const int Files = 256;

    [Fact]
    public async Task It_outlives_running_out_of_files()
    {
        await using var backend = new RecordingBackend();
        var port = FreePorts.Take();
        await using var sidecar = await SidecarProcess.Start(
            new Bootstrap().Http("front", port, [Bootstrap.Prefix("/", "recorder")]).Cluster("recorder", [backend.Port]),
            openFilesMax: Files,
            options: ["--connections-max", "10000"]);
        List<WireConnection> clients = [];
        for (var i = 0; i < 600; i++) clients.Add(await WireConnection.Connect(port));
        await Eventually.Holds("files are taken and a client is refused", async () => sidecar.OpenFiles >= Files / 2 && await Refused(sidecar) > 0);
        await Eventually.StandsStill("files are taken", () => sidecar.OpenFiles, TimeSpan.FromSeconds(0.3));

        var cpu = sidecar.CpuTime;
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(sidecar.HasExited, sidecar.Output);
        Assert.True(sidecar.CpuTime - cpu < TimeSpan.FromSeconds(0.5), $"it spins: {(sidecar.CpuTime - cpu).TotalMilliseconds} ms of CPU in a second");

        foreach (var client in clients) await client.DisposeAsync();
        await Eventually.Holds("it serves again", async () => await Serves(port));
    }

    /// <summary>Without a descriptor left the runtime cannot start a thread, and ends the process: the last ones are kept from traffic.</summary>
    [Fact]
    public async Task Whoever_asks_why_is_answered_while_files_run_out()
    {
        await using var backend = new RecordingBackend();
        var (port, other) = (FreePorts.Take(), FreePorts.Take());
        await using var sidecar = await SidecarProcess.Start(
            new Bootstrap()
                .Http("front", port, [Bootstrap.Prefix("/", "recorder")])
                .Http("other", other, [Bootstrap.Prefix("/", "recorder")])
                .Cluster("recorder", [backend.Port]),
            openFilesMax: Files,
            options: ["--connections-max", "10000"]);
        List<WireConnection> clients = [];
        for (var i = 0; i < 500; i++)
        {
            clients.Add(await WireConnection.Connect(i % 2 == 0 ? port : other));
            await clients[^1].Send("GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        }

        await Eventually.Holds("files are taken and a client is refused", async () => sidecar.OpenFiles >= Files / 2 && await Refused(sidecar) > 0);
        await Eventually.StandsStill("no more files are taken", () => sidecar.OpenFiles, TimeSpan.FromSeconds(0.3));
        Assert.InRange(sidecar.OpenFiles, Files / 2, Files - 32);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await sidecar.Admin("/ready")).Status);
        Assert.False(sidecar.HasExited, sidecar.Output);
        foreach (var client in clients) await client.DisposeAsync();
        await Eventually.Holds("it serves again", async () => await Serves(port) && await Serves(other));
    }

    private static async Task<double> Refused(SidecarProcess sidecar) => StatsReading.Sum(await sidecar.Stats(), "downstream", "overflow");

    private static async Task<bool> Serves(int port)
    {
        try
        {
            await using var client = await WireConnection.Connect(port);
            return (await client.Ask("GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n")).Status == 200;
        }
        catch (Exception failure) when (failure is WireException or System.Net.Sockets.SocketException or TimeoutException)
        {
            return false;
        }
    }
}
