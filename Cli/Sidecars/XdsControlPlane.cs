using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A control plane, ours or a foreign one, that is followed by xDS.</summary>
internal sealed class XdsControlPlane : IControlPlane
{
    private readonly DiscoveryClient _client;

    private XdsControlPlane(DiscoveryClient client) => _client = client;

    public DiscoveryStatus Status => _client.Status;

    /// <summary>How to follow one, once there is a sidecar.</summary>
    public static Func<Sidecar, Action<DiscoveryReport>, IControlPlane> With(DiscoverySettings settings, Bootstrap statics) =>
        (sidecar, report) => new XdsControlPlane(sidecar.Follow(settings, statics, report));

    public Task<SidecarActor.Message.Applied> Replace(Bootstrap statics) => _client.Replace(statics);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
