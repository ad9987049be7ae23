using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Versions, the newest first.</summary>
internal sealed record HistoryShape(string ApiVersion, string Kind, PublicationShape Current, IReadOnlyList<RevisionShape> Versions)
{
    public static HistoryShape Of(MeshHistory history) => new(
        ControlJson.ApiVersion, "History", PublicationShape.Of(history.Current), [.. history.Revisions.Select(RevisionShape.Of)]);
}
