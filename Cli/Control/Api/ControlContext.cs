using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Control.Api;

/// <summary>What the endpoints of the control API look at and act on.</summary>
/// <param name="Members">All that this node knows of.</param>
/// <param name="Fleet">Never fails: what cannot be known is left out, and said.</param>
/// <param name="Served">Null before there is a mesh.</param>
/// <param name="Registry">What this node knows of proxies that registered themselves.</param>
/// <param name="Rollout">Null before a leader told.</param>
/// <param name="Forget">Tells all control nodes that a proxy is no more.</param>
/// <param name="Distribution">How this node stands with the leader.</param>
/// <param name="Place">Where everything of a mesh is.</param>
internal sealed record ControlContext(
    string Node,
    AuthorityClient Authority,
    Func<IReadOnlyList<MemberView>> Members,
    Func<Task<FleetReading>> Fleet,
    ResourceFeed Feed,
    Func<ServedMesh?> Served,
    Func<RegistryView> Registry,
    Func<RolloutReport?> Rollout,
    Action<ProxyKey> Forget,
    Func<DistributionStatus> Distribution,
    Func<ServiceMesh, Placement> Place,
    Func<string> Metrics,
    Talk Talk,
    TimeProvider Clock)
{
    /// <summary>Null where nobody is asked who they are.</summary>
    public IdentityContext? Identities { get; init; }

    /// <summary>What all control nodes have issued, as far as they answer.</summary>
    public Func<Task<IssuedReport>> Issued { get; init; } = () => Task.FromResult(new IssuedReport([], []));

    /// <summary>What is to be done about links to other nodes; null for nothing.</summary>
    public Func<string?> LinkNote { get; init; } = static () => null;

    /// <exception cref="ControlRefusal">Nobody is asked who they are.</exception>
    public IdentityContext Issuing =>
        Identities ?? throw ControlRefusal.BadRequest("this control node asks nobody who they are", "start it without --insecure-dev");
}
