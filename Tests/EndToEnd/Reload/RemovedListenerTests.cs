using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Reload;

/// <summary>A listener that is gone from the file lets its connections end, in sight and for a limited time.</summary>
public sealed class RemovedListenerTests
{
    private const string Request = "GET /bytes/10 HTTP/1.1\r\nHost: mesh.test\r\n\r\n";

    [Fact]
    public async Task It_is_shown_while_it_drains_and_cuts_what_does_not_end()
    {
        await using var backend = new StreamingBackend();
        var (stays, goes, admin) = (FreePorts.Take(), FreePorts.Take(), FreePorts.Take());
        Bootstrap Both() => new Bootstrap { AdminPort = admin }.Tcp("stays", stays, "bytes").Cluster("bytes", [backend.Port]);
        await using var sidecar = await SidecarProcess.Start(Both().Tcp("goes", goes, "bytes"), options: ["--drain-limit", "4s"]);
        await using var kept = await WireConnection.Connect(stays);
        await using var cut = await WireConnection.Connect(goes);
        Assert.Equal(10, (await cut.Ask(Request)).Body.Length);

        sidecar.Write(Both().ToString());
        await Eventually.Holds("it is shown as draining", async () => (await sidecar.Admin("/listeners")).Body.Contains("\"draining\"", StringComparison.Ordinal));
        Assert.Equal(1, StatsReading.Sum(await sidecar.Stats(), "total", "listeners", "draining"));
        Assert.Equal(10, (await cut.Ask(Request)).Body.Length);

        Assert.Equal(0, await cut.Discard());
        Assert.Equal(Ending.Reset, cut.Ending);
        await Eventually.Holds("it is gone", async () => !(await sidecar.Admin("/listeners")).Body.Contains("\"goes\"", StringComparison.Ordinal));
        Assert.Equal(10, (await kept.Ask(Request)).Body.Length);
    }
}
