using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>What the publisher works with, on whichever node leads.</summary>
/// <param name="Mediator">Of pub-sub.</param>
/// <param name="Fleet">Knows the proxies of this node: it is told of the sidecars that are members of the cluster.</param>
public sealed record PublisherSettings(IActorRef Mediator, IActorRef Fleet, TimeProvider Clock)
{
    /// <summary>Where everything of a mesh is.</summary>
    public Func<ServiceMesh, Placement> Place { get; init; } = Placement.AsWritten;

    /// <summary>What of a mesh is carried out here: all of it, unless nobody proves who they are.</summary>
    public Func<ServiceMesh, ServiceMesh> Served { get; init; } = static mesh => mesh;
}
