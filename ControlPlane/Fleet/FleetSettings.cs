using System.Collections.Frozen;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What the fleet actor of a node works with.</summary>
/// <param name="Node">How this node is called: <c>host:port</c>.</param>
/// <param name="Registry">The <see cref="ActorMesh.ControlPlane.Registry.RegistryActor"/>: is told who comes and goes; nobody where there is none.</param>
/// <param name="Mediator">Of pub-sub.</param>
public sealed record FleetSettings(string Node, IActorRef Registry, IActorRef Mediator, FleetBoard Board, TimeProvider Clock)
{
    /// <summary>By proxy of this node: why its registration makes no endpoint.</summary>
    public Func<IReadOnlyDictionary<ProxyKey, string>> Refused { get; init; } = () => FrozenDictionary<ProxyKey, string>.Empty;
}
