using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>What /requests tells of a request that failed, and what the client was told.</summary>
public sealed class FailureRecordTests : IAsyncLifetime
{
    private readonly int _port = FreePorts.Take();
    private LoopbackServer _silent = null!;
    private LoopbackServer _breaking = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _silent = new LoopbackServer(async (connection, _) => await connection.Discard());
        _breaking = new LoopbackServer(async (connection, _) =>
        {
            await connection.ReadHead();
            await connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        });
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [Bootstrap.Prefix("/silent", "silent"), Bootstrap.Prefix("/breaking", "breaking")], "via: edge")
            .Cluster("silent", [_silent.Port])
            .Cluster("breaking", [_breaking.Port]));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _silent.DisposeAsync();
        await _breaking.DisposeAsync();
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_is_answered_and_recorded_like_any_other()
    {
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask("GET /silent/1?q HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n\r\n");
        Assert.Equal((400, "http1.duplicate_host", "DPE", true), (answer.Status, answer.Field("x-actormesh-reason"), LocalReply.FlagOf(answer), answer.Closes));
        Assert.Equal(("actormesh", "edge", 29), (answer.Field("server"), answer.Field("via"), answer.Field("date")?.Length));
        await Recorded("http1.duplicate_host", "GET", "a.test", "/silent/1", 400);
    }

    [Fact]
    public async Task HTTP_1_0_hears_which_protocol_is_spoken()
    {
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask("GET /silent HTTP/1.0\r\n\r\n");
        Assert.Equal((426, "HTTP/1.1", true), (answer.Status, answer.Field("upgrade"), answer.Closes));
    }

    [Fact]
    public async Task A_refused_HEAD_gets_no_body()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send("HEAD / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        Assert.Contains("HTTP/1.1 400 ", await client.ReadHead() ?? "", StringComparison.Ordinal);
        Assert.False(await client.Receive());
        Assert.Equal("", System.Text.Encoding.Latin1.GetString(client.Buffered));
    }

    [Fact]
    public async Task A_body_that_breaks_is_recorded_once_with_its_cluster()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send("POST /silent/2 HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
        await Eventually.Holds("the request is under way", () => _silent.Open == 1);
        await client.Send("zz\r\n");
        var answer = await client.ReadResponse("POST");
        Assert.Equal((400, "http1.bad_chunk_size", true), (answer!.Status, answer.Field("x-actormesh-reason"), answer.Closes));
        var record = await Recorded("http1.bad_chunk_size", "POST", "a.test", "/silent/2", 400);
        Assert.Equal("silent", record.GetProperty("cluster").GetString());
        await Eventually.Holds("the upstream connection is closed", () => _silent.Open == 0);
        Assert.DoesNotContain(await Records(), one => one.GetProperty("details").GetString() == "downstream_remote_disconnect");
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_told_from_one_that_never_began()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send("GET /breaking HTTP/1.1\r\nHost: a.test\r\n\r\n");
        await client.Discard();
        await Recorded("upstream_reset_after_response_started{connection_termination}", "GET", "a.test", "/breaking", 200);
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_the_name_of_its_request()
    {
        await using (var client = await WireConnection.Connect(_port))
        {
            await client.Send("GET /silent/gone?x HTTP/1.1\r\nHost: a.test\r\n\r\n");
            await Eventually.Holds("the request is under way", () => _silent.Open == 1);
            client.Reset();
        }

        await Recorded("downstream_remote_disconnect", "GET", "a.test", "/silent/gone", 0);
    }

    private async Task<JsonElement> Recorded(string details, string method, string authority, string path, int status)
    {
        JsonElement found = default;
        await Eventually.Holds($"/requests shows {details}", async () =>
        {
            found = (await Records()).FirstOrDefault(one => one.GetProperty("details").GetString() == details);
            return found.ValueKind == JsonValueKind.Object;
        });
        Assert.Equal((method, authority, path, status),
            (found.GetProperty("method").GetString(), found.GetProperty("authority").GetString(), found.GetProperty("path").GetString(), found.GetProperty("status").GetInt32()));
        return found;
    }

    private async Task<IReadOnlyList<JsonElement>> Records()
    {
        var (_, body) = await _sidecar.Admin("/requests");
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
