using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>What the registry of a node works with.</summary>
/// <param name="Node">How this node is called: <c>host:port</c>.</param>
/// <param name="Mediator">Of pub-sub.</param>
/// <param name="Members">Who is in the cluster, as this node sees it.</param>
/// <param name="Services">Those of the mesh; none as long as nobody knows.</param>
/// <param name="Feed">It has no other writer.</param>
/// <param name="Recalled">What <see cref="RegistryFile.Read"/> gave.</param>
/// <param name="Save">Writes them; null where nothing is kept. Has a thread of its own.</param>
public sealed record RegistryContext(
    string Node,
    IActorRef Mediator,
    Func<IReadOnlyList<MemberView>> Members,
    Func<IReadOnlySet<string>> Services,
    EndpointFeed Feed,
    IReadOnlyList<RegisteredProxy> Recalled,
    Action<IReadOnlyList<RegisteredProxy>>? Save,
    TimeProvider Clock)
{
    public RegistrySettings Settings { get; init; } = RegistrySettings.Default;
}
