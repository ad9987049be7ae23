using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>leases.proto</c>.</summary>
internal static class LeaseManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["lease-ask"] = CoordinatedAsk.Parser,
        ["lease-answer"] = CoordinatedAnswer.Parser,
        ["tokens-spend"] = SpendTokens.Parser,
        ["tokens-spent"] = TokensSpent.Parser,
        ["member-hear"] = HearMember.Parser,
        ["member-heard"] = HeardMember.Parser,
        ["coordinator-wake"] = WakeCoordinator.Parser,
    };
}
