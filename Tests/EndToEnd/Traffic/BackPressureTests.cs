using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Whoever is slow slows down the other side, and nothing piles up between them.</summary>
public sealed class BackPressureTests : IAsyncLifetime
{
    private const long Body = 300L << 20;

    // What the first request of a process costs is not what a slow peer costs.
    private const string Small = "GET /bytes/1 HTTP/1.1\r\nHost: mesh.test\r\n\r\n";

    // What the kernel alone may hold on two loopback connections (tcp_wmem and tcp_rmem at their largest), and some for the sidecar.
    private const long UnderwayMax = 90L << 20;
    private const long GrowthMax = 24L << 20;
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(400);
    private readonly int _port = FreePorts.Take();
    private readonly int _tcpPort = FreePorts.Take();
    private readonly StreamingBackend _backend = new(receiveBufferBytes: 64 * 1024);
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [Bootstrap.Prefix("/", "bytes", "timeout: 60s")])
            .Tcp("opaque", _tcpPort, "bytes")
            .Cluster("bytes", [_backend.Port]), steadyMemory: true);
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData("bytes", false)]
    [InlineData("chunks", false)]
    [InlineData("bytes", true)]
    public async Task A_slow_reader_pauses_the_upstream(string how, bool opaque)
    {
        await using var client = await WireConnection.Connect(opaque ? _tcpPort : _port, receiveBufferBytes: 32 * 1024);
        await client.Ask(Small);
        var before = _sidecar.ResidentBytes;
        await client.Send($"GET /{how}/{Body} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        var head = await client.ReadHead();
        var sent = await Eventually.StandsStill("the upstream sends", () => _backend.Sent, Still);
        Assert.True(sent < UnderwayMax, $"{sent >> 20} MiB are under way to a client that reads nothing");
        Assert.True(_sidecar.ResidentBytes - before < GrowthMax, $"resident memory grew by {(_sidecar.ResidentBytes - before) >> 20} MiB");
        var body = new PatternBody(client, BodyStream.Of(head!));
        Assert.True(await body.TakeAll() && body.Position == Body, $"{body.Position} of {Body} came, right: {body.IsRight}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_upstream_pauses_the_client(bool opaque)
    {
        await using var client = await WireConnection.Connect(opaque ? _tcpPort : _port);
        await client.Ask(Small);
        var before = _sidecar.ResidentBytes;
        _backend.StopReading();
        await client.Send($"POST /up HTTP/1.1\r\nHost: mesh.test\r\nContent-Length: {Body}\r\n\r\n");
        long taken = 0;
        var sending = SendAll(client, count => Interlocked.Add(ref taken, count));
        await Eventually.StandsStill("the client sends", () => Interlocked.Read(ref taken), Still);
        Assert.True(taken < UnderwayMax, $"{taken >> 20} MiB are under way to an upstream that reads nothing");
        Assert.True(_sidecar.ResidentBytes - before < GrowthMax, $"resident memory grew by {(_sidecar.ResidentBytes - before) >> 20} MiB");
        _backend.ReadOn();
        await sending;
        Assert.Equal($"{Body} right", (await client.ReadResponse("POST"))!.Text);
    }

    [Fact]
    public async Task A_slow_writer_gets_through()
    {
        await using var client = await WireConnection.Connect(_port);
        const int bytes = 4_000;
        var text = $"POST /up HTTP/1.1\r\nHost: mesh.test\r\nContent-Length: {bytes}\r\n\r\n";
        foreach (var character in text) Assert.True(await client.Send(character.ToString()));
        for (var at = 0; at < bytes; at += 50)
        {
            Assert.True(await client.Send(ByteStream.Slice(at, 50)));
            await Task.Delay(2);
        }

        Assert.Equal($"{bytes} right", (await client.ReadResponse("POST"))!.Text);
    }

    [Fact]
    public async Task A_paused_client_does_not_pause_the_others()
    {
        await using var paused = await WireConnection.Connect(_port, receiveBufferBytes: 32 * 1024);
        await paused.Send($"GET /bytes/{Body} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        await Eventually.StandsStill("the upstream sends", () => _backend.Sent, Still);
        await using var other = await WireConnection.Connect(_port);
        for (var i = 0; i < 200; i++) Assert.Equal(1000, (await other.Ask("GET /bytes/1000 HTTP/1.1\r\nHost: mesh.test\r\n\r\n")).Body.Length);
    }

    [Fact]
    public async Task A_client_that_goes_away_within_a_body_frees_the_upstream()
    {
        await using (var client = await WireConnection.Connect(_port, receiveBufferBytes: 32 * 1024))
        {
            await client.Send($"GET /bytes/{Body} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
            await client.ReadHead();
        }

        await Eventually.Holds("the upstream connection is closed", () => _backend.ConnectionsOpen == 0, TimeSpan.FromSeconds(15));
    }

    private static async Task SendAll(WireConnection client, Action<int> onTaken)
    {
        for (long at = 0; at < Body;)
        {
            var piece = ByteStream.Slice(at, Body - at);
            if (!await client.Send(piece)) return;
            at += piece.Length;
            onTaken(piece.Length);
        }
    }
}
