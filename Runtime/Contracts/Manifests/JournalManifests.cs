using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>journal.proto</c>.</summary>
internal static class JournalManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["journal-entry"] = JournalEntry.Parser,
        ["journal-event"] = JournalEvent.Parser,
        ["epoch-started"] = EpochStarted.Parser,
        ["mesh-applied"] = MeshApplied.Parser,
        ["rollout-widened"] = RolloutWidened.Parser,
        ["rollout-ended"] = RolloutEnded.Parser,
        ["journal-snapshot"] = JournalSnapshot.Parser,
        ["journal-state"] = JournalState.Parser,
        ["token-spent"] = TokenSpent.Parser,
        ["token-revoked"] = TokenRevoked.Parser,
        ["peer-allowed"] = PeerAllowed.Parser,
    };
}
