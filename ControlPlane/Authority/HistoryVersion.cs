using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>A version of the mesh that was accepted.</summary>
/// <param name="HasRun">Everybody runs it or ran it: it is no canary that was taken back.</param>
public sealed record HistoryVersion(MeshRevision Revision, bool HasRun)
{
    public long Number => Revision.Version;
}
