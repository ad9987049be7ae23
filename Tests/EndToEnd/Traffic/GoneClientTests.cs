using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>
/// Clients that end while bytes of theirs wait unread, because the upstream takes none: without a watch on such connections a few of them
/// would use up a cluster's limits for minutes.
/// </summary>
public sealed class GoneClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly int _port = FreePorts.Take();
    private readonly int _tcpPort = FreePorts.Take();
    private readonly StreamingBackend _backend = new(receiveBufferBytes: 16 * 1024);
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _backend.StopReading();
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [Bootstrap.Prefix("/", "stuck", "timeout: 0s")])
            .Tcp("opaque", _tcpPort, "stuck")
            .Cluster("stuck", [_backend.Port]));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_client_that_ends_within_a_body_is_noticed(bool opaque, bool byReset)
    {
        List<WireConnection> clients = [];
        for (var i = 0; i < 4; i++) clients.Add(await Stuck(opaque ? _tcpPort : _port));
        await Eventually.Holds("all are counted", async () => await Active() == 4);
        foreach (var client in clients)
        {
            if (byReset) client.Reset();
            await client.DisposeAsync();
        }

        await Eventually.Holds("none is counted", async () => await Active() == 0, Patience);
    }

    /// <summary>Sends a body until nobody takes any more of it.</summary>
    private static async Task<WireConnection> Stuck(int port)
    {
        // Its send must still be under way when it ends, and until then the others have to be seen standing still.
        var client = await WireConnection.Connect(port, limit: TimeSpan.FromSeconds(60));
        await client.Send("POST /up HTTP/1.1\r\nHost: mesh.test\r\nContent-Length: 1000000000\r\n\r\n");
        long taken = 0;
        _ = SendOn();
        await Eventually.StandsStill("the client sends", () => Interlocked.Read(ref taken), TimeSpan.FromMilliseconds(300));
        return client;

        async Task SendOn()
        {
            var piece = new byte[64 * 1024];
            while (await client.Send(piece)) Interlocked.Add(ref taken, piece.Length);
        }
    }

    private async Task<double> Active() => StatsReading.Sum(await _sidecar.Stats(), "stuck", "upstream", "cx", "active");
}
