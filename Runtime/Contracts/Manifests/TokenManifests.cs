using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>tokens.proto</c>.</summary>
internal static class TokenManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["token"] = JoinToken.Parser,
        ["token-create"] = CreateToken.Parser,
        ["token-find"] = FindToken.Parser,
        ["token-spend"] = SpendToken.Parser,
        ["token-revoke"] = RevokeToken.Parser,
        ["tokens-read"] = ReadTokens.Parser,
        ["tokens"] = TokenList.Parser,
    };
}
