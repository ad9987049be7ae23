using ActorMesh.Cli.Sidecars.Reporting;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A control plane, ours or a foreign one, that is followed by xDS.</summary>
internal sealed class XdsControlPlane : IControlPlane
{
    private readonly DiscoveryClient _client;
    private readonly ReportClient _reports;
    private readonly StateLock? _lock;
    private readonly Lazy<Task> _end;

    private XdsControlPlane(DiscoveryClient client, Sidecar sidecar, StateLock? held)
    {
        (_client, _lock, _end) = (client, held, new Lazy<Task>(End));
        var node = client.Settings.Node;
        _reports = new ReportClient(node.Id, node.Cluster, client.Settings.Tls, () => client.Status, new AnsweredSince(() => sidecar.Status).Take, TimeProvider.System);
        _reports.Start();
    }

    public DiscoveryStatus Status => _client.Status;

    /// <summary>How to follow one, once there is a sidecar. Limits of the whole mesh are those of the same control plane.</summary>
    public static Func<Sidecar, Action<DiscoveryReport>, IControlPlane> With(DiscoverySettings settings, Bootstrap statics) => (sidecar, report) =>
    {
        var held = StateLock.Take(settings.StateFolder);
        var secured = settings with { Tls = settings.Tls ?? sidecar.Identity?.ControlPlane };
        sidecar.UseLimiters(secured.Servers, secured.Tls);
        return new XdsControlPlane(sidecar.Follow(secured, statics, report), sidecar, held);
    };

    public Task<SidecarActor.Message.Applied> Replace(Bootstrap statics) => _client.Replace(statics);

    public void AcceptOlder() => _client.ForgetOrder();

    public Task Leave() => _end.Value;

    public async ValueTask DisposeAsync() => await _end.Value;

    private async Task End()
    {
        await _reports.DisposeAsync();
        await _client.DisposeAsync();
        _lock?.Dispose();
    }
}
