using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>issued.proto</c>.</summary>
internal static class IssuedManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["issued-read"] = ReadIssued.Parser,
        ["issued-page"] = IssuedPage.Parser,
    };
}
