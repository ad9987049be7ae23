using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>The admin API tells the truth about the traffic that went through.</summary>
public sealed partial class AdminTests : IAsyncLifetime
{
    private readonly int _port = FreePorts.Take();
    private readonly RecordingBackend _backend = new();
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [Bootstrap.Prefix("/", "recorder")], "drain_timeout: 5s")
            .Cluster("recorder", [_backend.Port]));
        await using var client = await WireConnection.Connect(_port);
        for (var i = 0; i < 7; i++) await client.Ask("GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Ready_is_live() => Assert.Equal((HttpStatusCode.OK, "LIVE"), await ReadyTrimmed());

    [Theory]
    [InlineData("/clusters")]
    [InlineData("/listeners")]
    [InlineData("/routes")]
    [InlineData("/config_dump")]
    [InlineData("/stats")]
    public async Task Every_page_is_json_and_names_what_it_shows(string path)
    {
        var (status, body) = await _sidecar.Admin(path);
        Assert.Equal(HttpStatusCode.OK, status);
        using var document = JsonDocument.Parse(body);
        Assert.Contains(path is "/clusters" ? "recorder" : "front", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clusters_show_the_endpoint_and_its_requests()
    {
        // A request stops being active when its answer has left, which the client may know first.
        await Eventually.Holds("no request is under way", async () => (await Endpoint()).GetProperty("rqActive").GetInt64() == 0);
        var endpoint = await Endpoint();
        Assert.Equal($"127.0.0.1:{_backend.Port}", endpoint.GetProperty("address").GetString());
        Assert.Equal("ready", endpoint.GetProperty("state").GetString());
        Assert.Equal(7, endpoint.GetProperty("rqTotal").GetInt64());
    }

    [Fact]
    public async Task Listeners_show_the_address_that_is_bound() =>
        Assert.Contains($"127.0.0.1:{_port}", (await _sidecar.Admin("/listeners")).Body, StringComparison.Ordinal);

    [Fact]
    public async Task The_text_for_prometheus_is_well_formed()
    {
        var (_, body) = await _sidecar.Admin("/stats/prometheus");
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(PrometheusLine(), line));
        Assert.Contains(lines, line => line.StartsWith("# TYPE ", StringComparison.Ordinal));
        Assert.Contains(lines, line => !line.StartsWith('#') && line.EndsWith(" 7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Draining_needs_a_post_and_the_admin_header()
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _sidecar.Admin("/drain")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, await _sidecar.AdminPost("/drain", withAdminHeader: false));
        Assert.Equal("LIVE", (await ReadyTrimmed()).Body);

        await using var client = await WireConnection.Connect(_port);
        await client.Ask("GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        Assert.Equal(HttpStatusCode.Accepted, await _sidecar.AdminPost("/drain"));
        await Eventually.Holds("/ready says DRAINING", async () => await ReadyTrimmed() == (HttpStatusCode.ServiceUnavailable, "DRAINING"));
        await _sidecar.Drains("front");
        var last = await client.Ask("GET /x HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        Assert.True(last is { Status: 200, Closes: true }, $"{last}");
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_reach_it()
    {
        await using var browser = await WireConnection.Connect(_sidecar.AdminPort);
        var answer = await browser.Ask("GET /config_dump HTTP/1.1\r\nHost: attacker.test\r\nConnection: close\r\n\r\n");
        Assert.InRange(answer.Status, 400, 499);
    }

    [Fact]
    public async Task An_unknown_page_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, (await _sidecar.Admin("/no/such/page")).Status);

    private async Task<JsonElement> Endpoint()
    {
        using var document = JsonDocument.Parse((await _sidecar.Admin("/clusters")).Body);
        var cluster = document.RootElement.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "recorder");
        return cluster.GetProperty("endpoints").EnumerateArray().Single().Clone();
    }

    private async Task<(HttpStatusCode Status, string Body)> ReadyTrimmed()
    {
        var (status, body) = await _sidecar.Admin("/ready");
        return (status, body.Trim());
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*\})? (NaN|[+-]?(Inf|[0-9.eE+-]+)))$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrometheusLine();
}
