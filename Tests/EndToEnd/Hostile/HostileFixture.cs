using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>One sidecar before one recording backend, for all request cases; a sidecar that died under a case is started again for the next.</summary>
public sealed class HostileFixture : IAsyncLifetime
{
    private SidecarProcess? _sidecar;
    private int _barriers;

    internal RecordingBackend Backend { get; } = new();

    internal int FrontPort { get; } = FreePorts.Take();

    public async Task InitializeAsync() => _sidecar = await Start();

    public async Task DisposeAsync()
    {
        if (_sidecar is not null) await _sidecar.DisposeAsync();
        await Backend.DisposeAsync();
    }

    /// <summary>What the sidecar wrote before it ended; null while it lives.</summary>
    internal async Task<string?> DeathOfSidecar()
    {
        if (_sidecar is { HasExited: false }) return null;
        var output = _sidecar?.Output ?? "never started";
        if (_sidecar is not null) await _sidecar.DisposeAsync();
        _sidecar = await Start();
        return output;
    }

    /// <summary>
    /// Sends one request of its own, which must be answered, and waits until the sidecar has done with all other clients and the backend
    /// has seen the end of every connection that the sidecar has ended: then it has read all that it was sent. Then waits until no
    /// upstream connection stands within a request, for a request that was given up must not be left hanging.
    /// </summary>
    internal async Task<List<Recorded>> SeenByBackend()
    {
        var target = $"/barrier/{++_barriers}";
        await using var connection = await WireConnection.Connect(FrontPort);
        await connection.Ask($"GET {target} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        await Eventually.Holds("the sidecar has done with all other clients", async () => await Statistic("http.front.downstream_cx_active") == 1);
        await Eventually.Holds("both sides see the same connections", async () => Backend.ConnectionsOpen == await Statistic("cluster.recorder.upstream_cx_active"));
        await Eventually.Holds("no request is left unfinished at the backend", () => Backend.Unfinished == 0);
        return [.. Backend.Take().Where(one => one is not Recorded.Message message || message.Request.Target != target)];
    }

    private async Task<int> Statistic(string name) => (await _sidecar!.Stats()).GetProperty(name).GetInt32();

    private Task<SidecarProcess> Start() => SidecarProcess.Start(new Bootstrap()
        .Http(
            "front",
            FrontPort,
            ["{ match: { path: '/local/missing' }, direct_response: { status: 404 } }", Bootstrap.Prefix("/", "recorder")],
            "http_protocol_options: { accept_http_10: true }")
        .Cluster("recorder", [Backend.Port]));
}
