using Akka.Actor;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What the fleet actor of a node works with.</summary>
/// <param name="Node">How this node is called: <c>host:port</c>.</param>
/// <param name="Registry">Is told <see cref="FleetMessage.Seen"/> and <see cref="FleetMessage.Gone"/> too; nobody where there is none.</param>
/// <param name="Mediator">Of pub-sub.</param>
public sealed record FleetSettings(string Node, IActorRef Registry, IActorRef Mediator, FleetBoard Board, TimeProvider Clock);
