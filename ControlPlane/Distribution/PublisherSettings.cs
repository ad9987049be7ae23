using Akka.Actor;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>What the publisher works with, on whichever node leads.</summary>
/// <param name="Mediator">Of pub-sub.</param>
/// <param name="Fleet">Knows the proxies of this node: it is told of the sidecars that are members of the cluster.</param>
public sealed record PublisherSettings(IActorRef Mediator, IActorRef Fleet, TimeProvider Clock);
