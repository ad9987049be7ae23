using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>What the backend sees of a message, and in which order the client gets its answers.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private const string Host = "Host: mesh.test\r\n";
    private readonly int _port = FreePorts.Take();
    private readonly RecordingBackend _backend = new();
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync() => _sidecar = await SidecarProcess.Start(new Bootstrap()
        .Http("front", _port, [Bootstrap.Prefix("/", "recorder")], "http_protocol_options: { enable_trailers: true }")
        .Cluster("recorder", [_backend.Port]));

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Pipelined_answers_keep_their_order()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send(string.Concat(Enumerable.Range(0, 50).Select(i => $"GET /{i} HTTP/1.1\r\n{Host}\r\n")));
        for (var i = 0; i < 50; i++) Assert.StartsWith($"GET /{i} ", (await client.ReadResponse())!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipelined_requests_that_drip_in_are_all_answered()
    {
        // Requests arrive while earlier ones are answered: every order of readiness, answer and end must be right, so it is done often.
        var bytes = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3).Select(i => $"GET /{i} HTTP/1.1\r\n{Host}\r\n")));
        for (var round = 0; round < 1_500; round++)
        {
            await using var client = await WireConnection.Connect(_port);
            for (var at = 0; at < bytes.Length; at++) await client.Send(bytes.AsMemory(at, 1));
            for (var i = 0; i < 3; i++)
            {
                var answer = await client.ReadResponse();
                Assert.True(answer is { Status: 200 }, $"round {round}, answer {i}: {answer?.ToString() ?? "the end of the connection"}");
            }
        }
    }

    [Fact]
    public async Task A_client_that_waits_for_continue_is_told_to()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send($"POST /x HTTP/1.1\r\n{Host}Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100 ", await client.ReadHead(), StringComparison.Ordinal);
        await client.Send("abc");
        Assert.Equal(RecordingBackend.Tag("POST", "/x", "abc"u8.ToArray()), (await client.ReadResponse())!.Text);
    }

    [Fact]
    public async Task Trailers_pass_when_the_listener_allows_them()
    {
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask($"POST /x HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Checksum: 900150983\r\n\r\n");
        Assert.Equal(200, answer.Status);
        var seen = Assert.IsType<Recorded.Message>(Assert.Single(_backend.Take()));
        Assert.Equal(new WireField("X-Checksum", "900150983"), Assert.Single(seen.Request.Trailers), new SameField());
    }

    [Fact]
    public async Task A_request_tells_where_it_came_from()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Ask($"GET /x HTTP/1.1\r\n{Host}\r\n");
        await client.Ask($"GET /x HTTP/1.1\r\n{Host}\r\n");
        var seen = _backend.Take().OfType<Recorded.Message>().Select(message => message.Request).ToList();
        Assert.All(seen, request => Assert.Equal("http", request.Field("x-forwarded-proto")));
        var ids = seen.Select(request => request.Field("x-request-id")).ToList();
        Assert.All(ids, id => Assert.True(Guid.TryParse(id, out _), $"'{id}' is no request id"));
        Assert.Equal(2, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Upstream_connections_are_used_again()
    {
        await using var client = await WireConnection.Connect(_port);
        for (var i = 0; i < 200; i++) Assert.Equal(200, (await client.Ask($"POST /{i} HTTP/1.1\r\n{Host}Content-Length: 1\r\n\r\nx")).Status);
        Assert.Equal(1, _backend.ConnectionsAccepted);
    }

    [Fact]
    public async Task A_stale_upstream_connection_is_replaced_without_the_client_seeing_it()
    {
        await using var client = await WireConnection.Connect(_port);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(200, (await client.Ask($"GET /{i} HTTP/1.1\r\n{Host}\r\n")).Status);
            _backend.ResetConnections();
        }
    }

    [Fact]
    public async Task A_client_of_1_0_is_refused_when_the_listener_does_not_say_otherwise()
    {
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask($"GET /x HTTP/1.0\r\n{Host}\r\n");
        Assert.Equal(426, answer.Status);
        Assert.True(answer.Closes);
        Assert.Empty(_backend.Take());
    }

    [Fact]
    public async Task Every_answer_of_a_thousand_clients_is_their_own()
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => WireConnection.Connect(_port)));
        var answers = await Task.WhenAll(clients.Select((client, i) => client.Ask($"GET /client/{i} HTTP/1.1\r\n{Host}\r\n")));
        for (var i = 0; i < clients.Length; i++) Assert.Equal(RecordingBackend.Tag("GET", $"/client/{i}", []), answers[i].Text);
        foreach (var client in clients) await client.DisposeAsync();
    }

    private sealed class SameField : IEqualityComparer<WireField>
    {
        public bool Equals(WireField? x, WireField? y) => x is not null && y is not null && x.Is(y.Name) && x.Value == y.Value;

        public int GetHashCode(WireField obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Name);
    }
}
