using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>mesh.proto</c>.</summary>
internal static class MeshManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["mesh-sources"] = MeshSources.Parser,
        ["mesh-document"] = MeshDocument.Parser,
        ["mesh-revision"] = MeshRevision.Parser,
        ["mesh-published"] = PublishedMesh.Parser,
        ["problem"] = Problem.Parser,
    };
}
