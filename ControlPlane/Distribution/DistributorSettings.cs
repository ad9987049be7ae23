using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>What the distributor of a node works with.</summary>
/// <param name="Authority">Reaches the leader, wherever it is.</param>
/// <param name="Mediator">Of pub-sub.</param>
/// <param name="Compile">Takes its time, is called by another thread, and throws what the reason of a refusal is: a document that cannot be unpacked, a mesh with errors.</param>
/// <param name="Feed">Where what it compiles goes. It has no other writer.</param>
public sealed record DistributorSettings(
    IActorRef Authority, IActorRef Mediator, PublishedMeshFile File, Func<PublishedMesh, MeshResources> Compile, ResourceFeed Feed, DistributionBoard Board,
    TimeProvider Clock);
