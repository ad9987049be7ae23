using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A control plane that a sidecar follows: it brings configurations into force by itself, as they come.</summary>
internal interface IControlPlane : IAsyncDisposable
{
    /// <summary>How it stands now.</summary>
    DiscoveryStatus Status { get; }

    /// <summary>Brings other resources of the sidecar's own into force, together with those of the control plane.</summary>
    /// <exception cref="ResourceException">A resource cannot be run; nothing has changed.</exception>
    Task<SidecarActor.Message.Applied> Replace(Bootstrap statics);

    /// <summary>Says good-bye: this sidecar is no endpoint any more, and drains. Disposing of it ends the rest.</summary>
    Task Leave();

    /// <summary>Takes what comes next, even if it is older than what is in force: a control plane that has lost its journal counts anew.</summary>
    void AcceptOlder();
}
