using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.DataPlane;

namespace ActorMesh.Cli.Admin;

/// <summary>What the endpoints of the admin API look at and act on.</summary>
internal sealed record AdminContext(
    Sidecar Sidecar, ConfigurationInForce Configuration, SidecarOptions Options, Termination Termination, Talk Talk, TimeProvider Clock)
{
    /// <summary>The one that the sidecar follows; null when it runs from a file alone.</summary>
    public IControlPlane? ControlPlane { get; init; }
}
