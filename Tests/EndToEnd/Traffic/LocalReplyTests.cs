using System.Net;
using System.Net.Sockets;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>What the client gets when the sidecar has to answer by itself: the right status, and the flag that says why.</summary>
public sealed class LocalReplyTests : IAsyncLifetime
{
    private static readonly string[] SameName = ["empty", "refusing", "unreachable", "rude", "limited"];
    private readonly int _port = FreePorts.Take();
    private readonly List<Socket> _queue = [];
    private LoopbackServer _silent = null!;
    private LoopbackServer _rude = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _silent = new LoopbackServer(async (connection, _) => await connection.Discard());
        _rude = new LoopbackServer(async (connection, _) => await connection.ReadHead());
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .HttpWithHosts("front", _port, [$"{{ name: known, domains: [known.test], routes: [ {string.Join(", ", Routes())} ] }}"])
            .Cluster("empty", [])
            .Cluster("refusing", [FreePorts.Take()])
            .Cluster("silent", [_silent.Port])
            .Cluster("rude", [_rude.Port])
            .Cluster("limited", [_silent.Port], "circuit_breakers: { thresholds: [ { max_requests: 1 } ] }")
            .Cluster("unreachable", [FullQueue()], "connect_timeout: 0.3s"));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _silent.DisposeAsync();
        await _rude.DisposeAsync();
        foreach (var socket in _queue) socket.Dispose();
    }

    [Theory]
    [InlineData("/empty", 503, "UH")]
    [InlineData("/refusing", 503, "UF")]
    [InlineData("/unreachable", 503, "UF")]
    [InlineData("/rude", 503, "UC")]
    [InlineData("/silent", 504, "UT")]
    [InlineData("/missing", 404, "NR")]
    [InlineData("/nowhere", 503, "NC")]
    public async Task A_failure_has_its_status_and_flag(string path, int status, string flag)
    {
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask($"GET {path} HTTP/1.1\r\nHost: known.test\r\n\r\n");
        Assert.Equal((status, flag), (answer.Status, LocalReply.FlagOf(answer)));
        Assert.NotNull(answer.Field("x-actormesh-reason"));
        await Eventually.Holds($"/stats counts {flag}", async () => StatsReading.Sum(await _sidecar.Stats(), flag) >= 1);
    }

    [Fact]
    public async Task An_unknown_host_has_no_route()
    {
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask("GET /silent HTTP/1.1\r\nHost: unknown.test\r\n\r\n");
        Assert.Equal((404, "NR"), (answer.Status, LocalReply.FlagOf(answer)));
    }

    [Fact]
    public async Task A_reply_to_head_has_no_body()
    {
        await using var client = await WireConnection.Connect(_port);
        Assert.Equal(503, (await client.Ask("HEAD /empty HTTP/1.1\r\nHost: known.test\r\n\r\n")).Status);
        Assert.Equal(404, (await client.Ask("HEAD /missing HTTP/1.1\r\nHost: known.test\r\n\r\n")).Status);
    }

    [Fact]
    public async Task The_request_beyond_the_limit_of_the_cluster_overflows()
    {
        await using var first = await WireConnection.Connect(_port);
        await first.Send("GET /limited HTTP/1.1\r\nHost: known.test\r\n\r\n");
        await using var second = await WireConnection.Connect(_port);
        await Eventually.Holds("the first request is under way", () => _silent.Open == 1);
        var answer = await second.Ask("GET /limited HTTP/1.1\r\nHost: known.test\r\n\r\n");
        Assert.Equal((503, "UO"), (answer.Status, LocalReply.FlagOf(answer)));
        Assert.Equal("true", answer.Field("x-envoy-overloaded"));
    }

    [Fact]
    public async Task A_client_that_goes_away_is_counted_and_its_request_given_up()
    {
        await using (var client = await WireConnection.Connect(_port))
        {
            await client.Send("GET /silent/long HTTP/1.1\r\nHost: known.test\r\n\r\n");
            await Eventually.Holds("the request is under way", () => _silent.Open == 1);
            client.Reset();
        }

        await Eventually.Holds("/stats counts DC", async () => StatsReading.Sum(await _sidecar.Stats(), "DC") >= 1);
        await Eventually.Holds("the upstream connection is closed", () => _silent.Open == 0);
    }

    [Fact]
    public async Task After_a_timeout_the_late_answer_goes_to_nobody()
    {
        await using var client = await WireConnection.Connect(_port);
        Assert.Equal(504, (await client.Ask("GET /silent HTTP/1.1\r\nHost: known.test\r\n\r\n")).Status);
        await Eventually.Holds("the upstream connection is closed", () => _silent.Open == 0);
        Assert.Equal(404, (await client.Ask("GET /missing HTTP/1.1\r\nHost: known.test\r\n\r\n")).Status);
    }

    private static IEnumerable<string> Routes() =>
    [
        "{ match: { prefix: /silent/long }, route: { cluster: silent, timeout: 60s } }",
        "{ match: { prefix: /silent }, route: { cluster: silent, timeout: 0.4s } }",
        "{ match: { path: /nowhere }, route: { cluster_header: x-no-such-header } }",
        .. SameName.Select(name => Bootstrap.Prefix($"/{name}", name)),
    ];

    // A listening socket whose queue is full: the kernel drops further SYNs, so that a connect hangs.
    private int FullQueue()
    {
        var port = FreePorts.Take();
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(0);
        _queue.Add(listener);
        for (var i = 0; i < 3; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _queue.Add(filler);
            try
            {
                filler.Connect(IPAddress.Loopback, port);
            }
            catch (SocketException underway) when (underway.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // As meant.
            }
        }

        return port;
    }
}
