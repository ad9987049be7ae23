using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>denials.proto</c>.</summary>
internal static class DenialManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["denial"] = Denial.Parser,
        ["peer-deny"] = DenyPeer.Parser,
        ["peer-allow"] = AllowPeer.Parser,
        ["denials-read"] = ReadDenials.Parser,
        ["denials"] = DenialList.Parser,
    };
}
