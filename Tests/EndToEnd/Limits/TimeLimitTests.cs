using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Limits;

/// <summary>Clients that take their time, or all of ours.</summary>
public sealed class TimeLimitTests : IAsyncLifetime
{
    private readonly int _port = FreePorts.Take();
    private readonly int _idlePort = FreePorts.Take();
    private readonly int _agingPort = FreePorts.Take();
    private readonly RecordingBackend _backend = new();
    private LoopbackServer _silent = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _silent = new LoopbackServer(async (connection, _) => await connection.Discard());
        string[] routes = [Bootstrap.Prefix("/silent", "silent", "timeout: 0s"), Bootstrap.Prefix("/", "recorder", "timeout: 60s")];
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, routes, "request_headers_timeout: 0.7s, request_timeout: 1.2s")
            .Http("idle", _idlePort, routes, "stream_idle_timeout: 0.7s, common_http_protocol_options: { idle_timeout: 0.7s }")
            .Http("aging", _agingPort, routes, "drain_timeout: 2s, common_http_protocol_options: { max_connection_duration: 2s }")
            .Cluster("silent", [_silent.Port])
            .Cluster("recorder", [_backend.Port]));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _silent.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task A_head_that_does_not_end_is_answered_with_408()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send("GET /x HTTP/1.1\r\nHost: mesh.test\r\n");
        await EndsWith408(client);
        Assert.Empty(_backend.Take());
    }

    [Fact]
    public async Task A_head_that_drips_in_is_answered_with_408()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send("GET /x HTTP/1.1\r\nHost: mesh.test\r\nX-A: ");
        var answering = EndsWith408(client);
        while (!answering.IsCompleted && await client.Send("a")) await Task.WhenAny(answering, Task.Delay(50));
        await answering;
        Assert.Empty(_backend.Take());
    }

    [Fact]
    public async Task A_body_that_does_not_end_is_answered_with_408()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send("POST /x HTTP/1.1\r\nHost: mesh.test\r\nContent-Length: 10\r\n\r\nabc");
        await EndsWith408(client);
        await Eventually.Holds("the upstream request is given up", () => _backend.Unfinished == 0);
        Assert.DoesNotContain(_backend.Take(), seen => seen is Recorded.Message);
    }

    [Fact]
    public async Task A_request_that_stands_still_is_answered_with_408()
    {
        await using var client = await WireConnection.Connect(_idlePort);
        await client.Send("POST /x HTTP/1.1\r\nHost: mesh.test\r\nContent-Length: 10\r\n\r\nabc");
        await EndsWith408(client);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_a_504()
    {
        await using var client = await WireConnection.Connect(_idlePort);
        var answer = await client.Ask("GET /silent HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        Assert.Equal((504, "SI"), (answer.Status, LocalReply.FlagOf(answer)));
        await Eventually.Holds("the upstream connection is closed", () => _silent.Open == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_without_requests_is_closed_without_a_word(bool afterOne)
    {
        await using var client = await WireConnection.Connect(_idlePort);
        if (afterOne) await client.Ask("GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        Assert.False(await client.Receive());
        Assert.Equal(Ending.Finished, client.Ending);
    }

    [Fact]
    public async Task A_connection_that_is_old_enough_ends_with_its_next_answer()
    {
        await using var client = await WireConnection.Connect(_agingPort);
        const string Request = "GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n";
        Assert.False((await client.Ask(Request)).Closes);
        await Eventually.Holds("an answer says close", async () => (await client.Ask(Request)).Closes, within: TimeSpan.FromSeconds(10));
        Assert.False(await client.Receive());
    }

    [Fact]
    public async Task A_connection_that_is_old_enough_and_silent_ends_too()
    {
        await using var client = await WireConnection.Connect(_agingPort);
        Assert.False((await client.Ask("GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n")).Closes);
        Assert.False(await client.Receive());
        Assert.Equal(Ending.Finished, client.Ending);
    }

    private static async Task EndsWith408(WireConnection client)
    {
        var answer = await client.ReadResponse("POST");
        Assert.True(answer is { Status: 408, Closes: true }, $"{answer}");
        Assert.False(await client.Receive());
    }
}
