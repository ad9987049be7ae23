using System.Buffers.Binary;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.Fast.Kit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Two sidecars on Envoy's resources with mutual TLS between them, whose certificates are files. A certificate lasts for seconds.</summary>
internal sealed class FileRotation : IAsyncDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    // A file is looked at every 2 s, and this is no fast machine. Nobody gets far with one of the first, on either side.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(20);

    private static readonly string OncePerConnection =
        "typed_extension_protocol_options: { envoy.extensions.upstreams.http.v3.HttpProtocolOptions: { '@type': type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions, "
        + "common_http_protocol_options: { max_requests_per_connection: 1 }, explicit_http_config: { http_protocol_options: {} } } }";

    private readonly TemporaryFolder _folder = new("rotation");
    private readonly TestAuthority _root = new(TimeProvider.System.GetUtcNow());
    private readonly CancellationTokenSource _stop = new();
    private SidecarProcess? _caller, _callee;
    private Replica? _app;
    private PemFiles? _visitor;
    private Task _rotating = Task.CompletedTask;

    private int _made;

    /// <summary>At the caller's sidecar: connections to the callee are kept.</summary>
    public int Kept { get; } = FreePorts.Take();

    /// <summary>At the caller's sidecar: each request has a connection of its own to the callee.</summary>
    public int Fresh { get; } = FreePorts.Take();

    /// <summary>Of the callee.</summary>
    public int Callee { get; } = FreePorts.Take();

    public string Output => $"caller:\n{_caller?.Output}\ncallee:\n{_callee?.Output}";

    public async Task Start()
    {
        var roots = _folder.Write("roots.pem", _root.Certificate.ExportCertificatePem());
        using (var visitor = _root.Issue("web")) _visitor = PemFiles.Write(_folder, "visitor", visitor);
        _app = await Replica.Start("app");
        var (web, orders) = (Renew("web"), Renew("orders"));
        var inbound = new Dictionary<string, string>(StringComparer.Ordinal) { ["in"] = TransportSocket.Downstream(orders, roots, "spiffe://shop.local/ns/default/sa/web") };
        var outbound = TransportSocket.Upstream(web, roots, "spiffe://shop.local/ns/default/sa/orders");
        _callee = await SidecarProcess.Start(new Bootstrap { Secured = inbound }.Http("in", Callee, [Bootstrap.Prefix("/", "app")]).Cluster("app", [_app.Port]));
        _caller = await SidecarProcess.Start(new Bootstrap()
            .Http("kept", Kept, [Bootstrap.Prefix("/", "kept")]).Cluster("kept", [Callee], outbound)
            .Http("fresh", Fresh, [Bootstrap.Prefix("/", "fresh")]).Cluster("fresh", [Callee], $"{outbound}, {OncePerConnection}"));
        _rotating = Rotate();
    }

    /// <summary>What a foreign client of the callee meets now, whose own certificate stays.</summary>
    public Task<TlsAnswer> Look() => OpenSsl.Connect($"127.0.0.1:{Callee}", _visitor!);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _rotating;
        if (_caller is not null) await _caller.DisposeAsync();
        if (_callee is not null) await _callee.DisposeAsync();
        if (_app is not null) await _app.DisposeAsync();
        _stop.Dispose();
        _root.Dispose();
        _folder.Dispose();
    }

    private async Task Rotate()
    {
        using var timer = new PeriodicTimer(Every);
        while (!_stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            Renew("web");
            Renew("orders");
        }
    }

    private PemFiles Renew(string workload)
    {
        var serial = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(serial, 1_000_000 + Interlocked.Increment(ref _made));
        var uri = CertificateParts.Uri($"spiffe://shop.local/ns/default/sa/{workload}");
        using var certificate = _root.Issue(leaf => leaf.With(uri) with { Serial = serial.AsSpan(5).ToArray(), End = TimeProvider.System.GetUtcNow() + Life });
        return PemFiles.Write(_folder, workload, certificate);
    }
}
