using ActorMesh.ControlPlane.Resources;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>What all streams of a node share.</summary>
/// <param name="Fleet">Is told <see cref="ActorMesh.ControlPlane.Fleet.FleetMessage"/>s.</param>
/// <param name="Random">Used by one actor.</param>
public sealed record XdsContext(ResourceFeed Feed, IActorRef Fleet, XdsSettings Settings, TimeProvider Clock, Random Random)
{
    public XdsCounters Counters { get; } = new();
}
