using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;

namespace ActorMesh.Cli.Sidecars;

/// <summary>What an update changed, a line for each resource: added +, changed ~, removed -.</summary>
internal static class ChangeSummary
{
    public static IEnumerable<string> Lines(SidecarActor.Message.Applied applied)
    {
        if (applied is { Listeners.IsEmpty: true, Clusters.IsEmpty: true }) return ["nothing that runs has changed"];
        return Lines("cluster", applied.Clusters).Concat(Lines("listener", applied.Listeners));
    }

    private static IEnumerable<string> Lines(string kind, SnapshotDiff diff) =>
        diff.Added.Select(name => $"+ {kind} {name}")
            .Concat(diff.Changed.Select(name => $"~ {kind} {name}"))
            .Concat(diff.Removed.Select(name => $"- {kind} {name}"));
}
