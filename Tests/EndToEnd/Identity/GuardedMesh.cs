using System.Net.Http;
using System.Security.Cryptography;
using ActorMesh.Tests.EndToEnd.Control;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>
/// A control node that believes a root of the test's own, sidecars that let in strictly, permissively and from outside, and one on Envoy's resources: every
/// kind of port that there is.
/// </summary>
public sealed class GuardedMesh : IAsyncLifetime
{
    private const int HandshakeFailure = 40;

    private const string RefusedConnections = "actormesh_control_refused_connections_total";

    private readonly TemporaryFolder _folder = new("guarded");
    private readonly LoneControlNode _control = new() { IsSecured = true };
    private readonly List<IAsyncDisposable> _running = [];
    private FollowingSidecar? _web, _open;

    internal TestAuthority Root { get; } = new(TimeProvider.System.GetUtcNow(), "CN=test root");

    internal IReadOnlyList<Door> Doors { get; private set; } = [];

    internal Replica App { get; private set; } = null!;

    internal LoneControlNode Control => _control;

    internal PemFiles Frontend { get; private set; } = null!;

    /// <summary>Where nobody of the mesh answers for the service <c>fake</c>.</summary>
    internal int Fake { get; } = FreePorts.TakeOfService();

    /// <summary>Of the sidecar that calls it.</summary>
    internal int FakeOutbound => Fake + FreePorts.OutboundOffset;

    /// <summary>What a sidecar says of requests that failed.</summary>
    internal Task<string> Requests(string door) => (door == "permissive" ? _open : _web)!.Get("/requests");

    internal Door Of(string name) => Doors.Single(door => door.Name == name);

    internal PemFiles? Files(BadPeer peer)
    {
        if (peer.Forge is null) return null;
        using var certificate = peer.Forge(Root, TimeProvider.System.GetUtcNow());
        return PemFiles.Write(_folder, peer.Name.Replace(' ', '-'), certificate);
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        using (var right = BadPeer.Frontend(Root)) Frontend = PemFiles.Write(_folder, "frontend", right);
        _running.Add(App = await Replica.Start("app"));
        await _control.Start();
        using (var key = ECDsa.Create(Root.Key.ExportParameters(includePrivateParameters: true)))
            await _control.Import(Root.Certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        var (strict, permissive, ingress) = (FreePorts.Take(), FreePorts.Take(), FreePorts.Take());
        await _control.Apply(Mesh(strict, permissive, ingress));
        var (web, open) = (_web, _open) = (await Sidecar("web"), await Sidecar("open"));
        var file = FreePorts.Take();
        var envoy = await SidecarProcess.Start(Resources(file));
        _running.Add(envoy);
        Doors =
        [
            (await Inbound("strict", strict, web)) with { Said = peer => peer.Name == BadPeer.Intruder ? null : peer.Said },
            (await Inbound("permissive", permissive, open)) with { Protocol = "actormesh/1,http/1.1", Said = peer => peer.IsPlain || peer.Name == BadPeer.Intruder ? null : peer.Said },
            (await Inbound("ingress", ingress, web)) with { Said = peer => peer.IsPlain || peer.IsOld ? peer.Said : null },
            new Door("file", file, () => envoy.Output, async () => (await envoy.Admin("/stats/prometheus")).Body, Openings("file")),
            new Door("xds", _control.Xds, () => _control.Output, () => _control.Get("/metrics"), _ => RefusedConnections)
            {
                Protocol = "h2", Alert = peer => peer.IsOld ? peer.Alert : null,
                Said = peer => peer.Name is BadPeer.Nobody or BadPeer.Intruder ? null : peer.IsPlain ? "Cannot determine the frame size" : peer.Said,
            },
            new Door("cluster", _control.Cluster, () => _control.Output, () => _control.Get("/metrics"), _ => RefusedConnections)
            {
                Alert = peer => peer.IsOld ? HandshakeFailure : null, Said = peer => peer.Name == BadPeer.Intruder ? "sa/intruder, which may not be one" : peer.Said,
            },
        ];
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var running in _running) await running.DisposeAsync();
        await _control.DisposeAsync();
        Root.Dispose();
        _folder.Dispose();
    }

    private static Func<BadPeer, string> Openings(string listener) =>
        peer => $"actormesh_listener_openings_total{{listener=\"{listener}\",end=\"{(peer.IsPlain ? "plain_refused" : "failed")}\"}}";

    private static async Task<Door> Inbound(string name, int port, FollowingSidecar sidecar)
    {
        var listeners = (await sidecar.Json("/listeners")).EnumerateArray();
        var listener = listeners.Single(one => one.GetProperty("address").GetString()!.EndsWith($":{port}", StringComparison.Ordinal)).GetProperty("name").GetString()!;
        return new(name, port, () => sidecar.Output, () => sidecar.Get("/stats/prometheus"), Openings(listener));
    }

    private async Task<FollowingSidecar> Sidecar(string service)
    {
        var sidecar = FollowingSidecar.StartFor(service, "--xds", $"127.0.0.1:{_control.Xds}", _folder.File(service), "--token-file", await _control.Token(service));
        _running.Add(sidecar);
        await sidecar.IsReady();
        return sidecar;
    }

    private string Mesh(int strict, int permissive, int ingress) => $$"""
        mesh { name = shop }
        services {
          frontend { port = 12001, calls = [web, open] }
          web {
            port = {{strict}}, app-port = {{App.Port}}, endpoints = ["127.0.0.1:{{strict}}"], calls = [fake]
            expose { port = {{ingress}}, path-prefix = "/", tls-cert = "{{Frontend.Certificate}}", tls-key = "{{Frontend.Key}}" }
          }
          open { port = {{permissive}}, app-port = {{App.Port}}, endpoints = ["127.0.0.1:{{permissive}}"], mtls.mode = permissive }
          fake { port = {{Fake}}, endpoints = ["127.0.0.1:{{Fake}}"], retries.max-attempts = 1, outlier.enabled = off }
        }
        """;

    private Bootstrap Resources(int port)
    {
        var roots = _folder.Write("roots.pem", Root.Certificate.ExportCertificatePem());
        var secured = new Dictionary<string, string>(StringComparer.Ordinal) { ["file"] = TransportSocket.Downstream(Frontend, roots, "spiffe://shop.local/ns/default/sa/frontend") };
        return new Bootstrap { Secured = secured }
            .Http("file", port, [Bootstrap.Prefix("/", "app")]).Cluster("app", [App.Port]);
    }
}
