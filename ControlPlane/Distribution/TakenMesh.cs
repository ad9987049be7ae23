using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>What a node runs or is about to run, and where it has it from.</summary>
/// <param name="IsFromDisk">Else from a leader.</param>
internal sealed record TakenMesh(PublishedMesh Mesh, bool IsFromDisk)
{
    public PublicationOrder Order { get; } = PublicationOrder.Of(Mesh);
}
