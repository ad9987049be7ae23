using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>A history as the other nodes get it.</summary>
internal static class Publication
{
    /// <returns>Null before the first mesh.</returns>
    public static PublishedMesh? Of(MeshHistory history)
    {
        if (history.Stable is not { } stable) return null;
        var mesh = new PublishedMesh { Epoch = history.Epoch, Sequence = history.MeshSequence, Stable = stable, StableDocument = history.Documents.Find(stable.Hash), AboveEpoch = history.AboveEpoch };
        mesh.Denied.AddRange(history.Denied.All.Select(denial => denial.Peer));
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
