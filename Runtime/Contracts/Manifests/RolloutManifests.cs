using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>rollout.proto</c>.</summary>
internal static class RolloutManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["ledger-delta"] = LedgerDelta.Parser,
        ["rollout-announcement"] = RolloutAnnouncement.Parser,
    };
}
