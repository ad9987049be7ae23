using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>authority.proto</c>.</summary>
internal static class AuthorityManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["mesh-apply"] = ApplyMesh.Parser,
        ["mesh-roll-back"] = RollBackMesh.Parser,
        ["rollout-end"] = EndRollout.Parser,
        ["mesh-outcome"] = MeshOutcome.Parser,
        ["history-read"] = ReadHistory.Parser,
        ["history"] = MeshHistory.Parser,
        ["published-summary"] = PublishedMeshSummary.Parser,
        ["version-read"] = ReadVersion.Parser,
        ["version"] = VersionText.Parser,
        ["publication-pull"] = PullPublication.Parser,
        ["publication"] = PublicationState.Parser,
        ["publication-notice"] = PublicationNotice.Parser,
    };
}
