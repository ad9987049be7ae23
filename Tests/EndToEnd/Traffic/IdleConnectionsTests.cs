using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Thousands of clients that have said something once and now wait.</summary>
public sealed class IdleConnectionsTests(ITestOutputHelper output)
{
    private const int Connections = 5_000;

    // The budget of the benchmarks is 8 KiB; this run starts cold and counts what the first requests left behind, too.
    private const long BytesPerConnectionMax = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Five_thousand_idle_connections_cost_little_and_wake_up()
    {
        await using var backend = new RecordingBackend();
        var port = FreePorts.Take();
        await using var sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", port, [Bootstrap.Prefix("/", "recorder")])
            .Cluster("recorder", [backend.Port]));
        var warm = await Open(port, 200);
        await CloseAll(warm);
        var before = sidecar.ResidentBytes;
        long Each() => (sidecar.ResidentBytes - before) / Connections;

        var clients = await Open(port, Connections);
        // Silence has to be noticed before anything can be given back for it.
        await Eventually.Holds($"less than {BytesPerConnectionMax} bytes for each, once it has settled", async () =>
        {
            await Eventually.StandsStill("memory settles", () => sidecar.ResidentBytes >> 20, TimeSpan.FromSeconds(0.5));
            return Each() < BytesPerConnectionMax;
        }, Patience);
        var each = Each();
        output.WriteLine($"{each} bytes of resident memory for each idle connection; {sidecar.OpenFiles} files are open");
        Assert.True(sidecar.OpenFiles >= Connections, $"{sidecar.OpenFiles} files are open");
        Assert.True(each < BytesPerConnectionMax, $"{each} bytes for each idle connection");

        await Eventually.Holds("a second in which the idle connections cost next to no CPU", () => IsQuietSecond(sidecar), Patience);

        for (var i = 0; i < clients.Count; i++) Assert.StartsWith($"GET /again/{i} ", (await Get(clients[i], $"/again/{i}")).Text, StringComparison.Ordinal);
        await CloseAll(clients);
        await Eventually.Holds("the sidecar closes its side", () => sidecar.OpenFiles < Connections / 10, Patience);
    }

    private static async Task<bool> IsQuietSecond(SidecarProcess sidecar)
    {
        var before = sidecar.CpuTime;
        await Task.Delay(TimeSpan.FromSeconds(1));
        return sidecar.CpuTime - before < TimeSpan.FromSeconds(0.1);
    }

    private static async Task<List<WireConnection>> Open(int port, int count)
    {
        var clients = new List<WireConnection>();
        for (var i = 0; i < count; i++)
        {
            var client = await WireConnection.Connect(port);
            clients.Add(client);
            Assert.Equal(200, (await Get(client, $"/{i}")).Status);
        }

        return clients;
    }

    private static async Task CloseAll(List<WireConnection> clients)
    {
        foreach (var client in clients) await client.DisposeAsync();
    }

    private static Task<WireResponse> Get(WireConnection client, string target) => client.Ask($"GET {target} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
}
