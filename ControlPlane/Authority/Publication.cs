using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>A history as the other nodes get it.</summary>
internal static class Publication
{
    /// <returns>Null before the first mesh, unless somebody is denied, or was until now: that is not waited with.</returns>
    public static PublishedMesh? Of(MeshHistory history)
    {
        var stable = history.Stable;
        if (stable is null && history.Denied.All.Count == 0 && history.MeshSequence == history.Epoch) return null;
        var mesh = new PublishedMesh { Epoch = history.Epoch, Sequence = history.MeshSequence, AboveEpoch = history.AboveEpoch };
        mesh.Denied.AddRange(history.Denied.All.Select(denial => denial.Peer));
        if (stable is null) return mesh;
        (mesh.Stable, mesh.StableDocument) = (stable, history.Documents.Find(stable.Hash));
        if (history.Rollout is not { } rollout) return mesh;
        mesh.Canary = history.Find(rollout.Version)!.Revision;
        mesh.CanaryDocument = history.Documents.Find(mesh.Canary.Hash);
        mesh.CanaryPercent = rollout.Percent;
        mesh.CanaryAskedPercent = rollout.AskedPercent;
        mesh.CanaryBake = Duration.FromTimeSpan(rollout.Bake);
        return mesh;
    }

    /// <param name="trouble">Why nothing can be changed; empty when it can.</param>
    public static PublishedMeshSummary Summary(MeshHistory history, string leader, string trouble)
    {
        var summary = new PublishedMeshSummary
        {
            Epoch = history.Epoch, Sequence = history.MeshSequence, Stable = history.Stable, Leader = leader, RolloutNote = history.RolloutNote, Trouble = trouble,
        };
        if (history.Rollout is not { } rollout) return summary;
        summary.Canary = history.Find(rollout.Version)!.Revision;
        summary.CanaryPercent = rollout.Percent;
        return summary;
    }

    /// <param name="before">Only versions below it; 0 for all.</param>
    public static IEnumerable<MeshRevision> Newest(MeshHistory history, long before, int count) =>
        history.Versions.Reverse().Select(version => version.Revision).SkipWhile(revision => before > 0 && revision.Version >= before).Take(count);
}
