using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Limits;

/// <summary>What a cluster lets its endpoints do: the same answer passes from one cluster and not from another.</summary>
public sealed class ClusterLimitTests : IAsyncLifetime
{
    private const string Options = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
    private readonly int _port = FreePorts.Take();
    private LoopbackServer _talkative = null!;
    private LoopbackServer _verbose = null!;
    private LoopbackServer _silent = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _talkative = Answering("X-1: a\r\nX-2: b\r\nX-3: c\r\n");
        _verbose = Answering($"X-Long: {new string('v', 70_000)}\r\n");
        _silent = new LoopbackServer(async (connection, _) => await connection.Discard());
        string[] names = ["talkative", "narrow", "verbose", "roomy", "silent"];
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [.. names.Select(name => Bootstrap.Prefix($"/{name}", name, "timeout: 0s"))])
            .Cluster("talkative", [_talkative.Port])
            .Cluster("narrow", [_talkative.Port], Common("max_headers_count: 3"))
            .Cluster("verbose", [_verbose.Port])
            .Cluster("roomy", [_verbose.Port], Common("max_response_headers_kb: 80") + ", per_connection_buffer_limit_bytes: 1024")
            .Cluster("silent", [_silent.Port], Common("max_stream_duration: 0.5s")));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _talkative.DisposeAsync();
        await _verbose.DisposeAsync();
        await _silent.DisposeAsync();
    }

    [Theory]
    [InlineData("talkative", 200)]
    [InlineData("narrow", 502)]
    [InlineData("verbose", 502)]
    [InlineData("roomy", 200)]
    public async Task The_head_of_an_answer_is_within_the_limits_of_the_cluster(string cluster, int status)
    {
        await using var client = await WireConnection.Connect(_port);
        Assert.Equal(status, (await client.Ask($"GET /{cluster} HTTP/1.1\r\nHost: mesh.test\r\n\r\n")).Status);
    }

    [Fact]
    public async Task A_request_lasts_no_longer_than_the_cluster_lets_it()
    {
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask("GET /silent HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        Assert.Equal((504, "DT"), (answer.Status, LocalReply.FlagOf(answer)));
    }

    private static LoopbackServer Answering(string fields) => new(async (connection, _) =>
    {
        await connection.Send($"HTTP/1.1 200 OK\r\n{fields}Content-Length: 0\r\n\r\n");
        await connection.Discard();
    });

    private static string Common(string fields) =>
        $"typed_extension_protocol_options: {{ {Options}: {{ '@type': type.googleapis.com/{Options}, "
        + $"explicit_http_config: {{ http_protocol_options: {{}} }}, common_http_protocol_options: {{ {fields} }} }} }}";
}
