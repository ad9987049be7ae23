using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Limits;

/// <summary>Limits that the configuration sets, and floods that no limit names but memory.</summary>
public sealed class SizeLimitTests : IAsyncLifetime
{
    private const long GrowthMax = 48L << 20;
    private const string Small = "GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n";
    private readonly int _port = FreePorts.Take();
    private readonly RecordingBackend _backend = new();
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync() => _sidecar = await SidecarProcess.Start(new Bootstrap()
        .Http("front", _port, [Bootstrap.Prefix("/", "recorder")], "max_request_headers_kb: 4")
        .Cluster("recorder", [_backend.Port]), steadyMemory: true);

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData(3_000, 200)]
    [InlineData(5_000, 431)]
    public async Task The_configured_head_size_is_the_limit(int bytes, int status)
    {
        await using var client = await WireConnection.Connect(_port);
        Assert.Equal(status, (await client.Ask($"GET /x HTTP/1.1\r\nHost: mesh.test\r\nX-A: {new string('v', bytes)}\r\n\r\n")).Status);
    }

    [Fact]
    public async Task A_thousand_unfinished_heads_cost_little()
    {
        await using (var first = await WireConnection.Connect(_port)) await first.Ask(Small);
        var before = _sidecar.ResidentBytes;
        List<WireConnection> clients = [];
        for (var i = 0; i < 1_000; i++)
        {
            clients.Add(await WireConnection.Connect(_port));
            await clients[i].Send($"GET /x HTTP/1.1\r\nHost: mesh.test\r\nX-A: {new string('v', 3_000)}");
        }

        await Eventually.StandsStill("memory settles", () => _sidecar.ResidentBytes >> 20, TimeSpan.FromSeconds(0.5));
        var grown = _sidecar.ResidentBytes - before;
        foreach (var client in clients) await client.DisposeAsync();
        Assert.True(grown < GrowthMax, $"resident memory grew by {grown >> 20} MiB");
    }

    [Fact]
    public async Task A_client_that_pipelines_and_never_reads_is_held_back()
    {
        await using var client = await WireConnection.Connect(_port, receiveBufferBytes: 16 * 1024);
        await client.Ask(Small);
        var before = _sidecar.ResidentBytes;
        var batch = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Small, 1_000)));
        long sent = 0;
        var sending = SendWithoutEnd(client, batch, () => Interlocked.Add(ref sent, batch.Length));
        await Eventually.StandsStill("the client sends", () => Interlocked.Read(ref sent), TimeSpan.FromSeconds(0.6));
        var grown = _sidecar.ResidentBytes - before;
        client.Reset();
        await sending;
        Assert.True(grown < GrowthMax, $"resident memory grew by {grown >> 20} MiB while {sent >> 20} MiB of requests were taken");
    }

    private static async Task SendWithoutEnd(WireConnection client, byte[] batch, Action onSent)
    {
        try
        {
            while (await client.Send(batch)) onSent();
        }
        catch (Exception ended) when (ended is ObjectDisposedException or TimeoutException)
        {
            // Reset by the test, or held back for longer than a send may take: what was to be shown.
        }
    }
}
