using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>Finds what a published mesh has that cannot be, before anything is compiled from it. The content of documents is checked when they are unpacked.</summary>
internal static class PublishedMeshCheck
{
    /// <returns>Null when all fits together.</returns>
    public static string? Problem(PublishedMesh mesh)
    {
        if (mesh.Epoch < 1 || mesh.Sequence < 1) return $"epoch {mesh.Epoch} and sequence {mesh.Sequence} are not what a leader publishes";
        if (mesh.Stable is null && mesh.Canary is null) return null;
        if (mesh.Stable is not null && Of(mesh.Stable, mesh.StableDocument) is { } ofStable) return ofStable;
        if (mesh.Canary is null) return null;
        return mesh.CanaryPercent is < 0 or > 100 ? $"{mesh.CanaryPercent} of 100 proxies are to run the canary" : Of(mesh.Canary, mesh.CanaryDocument);
    }

    private static string? Of(MeshRevision revision, MeshDocument? document)
    {
        if (document is null) return $"version {revision.Version} came without its document";
        return document.Hash.Equals(revision.Hash) ? null : $"the document of version {revision.Version} does not have the hash that was accepted";
    }
}
