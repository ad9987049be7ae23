using ActorMesh.Tests.EndToEnd.Control;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>A control node that issues certificates, and two sidecars that have theirs of it: <c>web</c> calls <c>orders</c>.</summary>
internal sealed class IssuingMesh : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("issuing");
    private readonly int _web = FreePorts.Take(), _orders = FreePorts.TakeOfService();
    private Replica? _app;
    private FollowingSidecar? _caller, _callee;

    public LoneControlNode Control { get; } = new() { IsSecured = true };

    /// <summary>Leads to the application of orders, by way of both sidecars.</summary>
    public int Outbound => _orders + FreePorts.OutboundOffset;

    public FollowingSidecar Caller => _caller!;

    public FollowingSidecar Callee => _callee!;

    public string Output => $"control:\n{Control.Output}\nweb:\n{_caller?.Output}\norders:\n{_callee?.Output}";

    /// <param name="identity">What the mesh says of certificates.</param>
    /// <param name="calleeClock">By how much the clock of orders' sidecar is wrong, as in <c>-10s</c>; null for a right one.</param>
    public static async Task<IssuingMesh> Start(string identity = "", string? calleeClock = null)
    {
        var mesh = new IssuingMesh();
        try
        {
            await mesh.Begin(identity, calleeClock);
            return mesh;
        }
        catch (Exception e)
        {
            var output = mesh.Output;
            await mesh.DisposeAsync();
            throw new InvalidOperationException(output, e);
        }
    }

    /// <summary>Of the certificate that a sidecar has now.</summary>
    public static async Task<string> Serial(FollowingSidecar sidecar) => (await sidecar.Json("/identity")).GetProperty("serial").GetString()!;

    public async ValueTask DisposeAsync()
    {
        if (_caller is not null) await _caller.DisposeAsync();
        if (_callee is not null) await _callee.DisposeAsync();
        if (_app is not null) await _app.DisposeAsync();
        await Control.DisposeAsync();
        _folder.Dispose();
    }

    private async Task Begin(string identity, string? calleeClock)
    {
        _app = await Replica.Start("app");
        await Control.Start();
        await Control.Apply($$"""
            mesh { name = shop, identity { {{identity}} } }
            services {
              web { port = {{_web}}, app-port = {{_app.Port}}, endpoints = ["127.0.0.1:{{_web}}"], calls = [orders] }
              orders { port = {{_orders}}, app-port = {{_app.Port}}, endpoints = ["127.0.0.1:{{_orders}}"] }
            }
            """);
        var server = $"127.0.0.1:{Control.Xds}";
        _caller = FollowingSidecar.StartFor("web", "--xds", server, _folder.File("web"), "--token-file", await Control.Token("web"));
        string[] options = ["--token-file", await Control.Token("orders")];
        _callee = calleeClock is null
            ? FollowingSidecar.StartFor("orders", "--xds", server, _folder.File("orders"), options)
            : FollowingSidecar.StartWithClock(calleeClock, "orders", server, _folder.File("orders"), options);
        await Task.WhenAll(_caller.IsReady(), _callee.IsReady());
    }
}
