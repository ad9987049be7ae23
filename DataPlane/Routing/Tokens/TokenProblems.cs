using System.Collections.Frozen;
using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>What a client is told of its token: 401 as RFC 6750 has it, in Envoy's words where it has some.</summary>
internal static class TokenProblems
{
    private static readonly FrozenDictionary<TokenProblem, Refusal> Refusals = new Dictionary<TokenProblem, string>
    {
        [TokenProblem.Missing] = "Jwt is missing",
        [TokenProblem.Repeated] = "Jwt is there more than once",
        [TokenProblem.TooLong] = "Jwt is too long",
        [TokenProblem.Malformed] = "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections",
        [TokenProblem.Algorithm] = "Jwt alg is not allowed",
        [TokenProblem.KeysNotThere] = "Jwks remote fetch is failed",
        [TokenProblem.UnknownKey] = "Jwks doesn't have key to match kid or alg from Jwt",
        [TokenProblem.Signature] = "Jwt verification fails",
        [TokenProblem.Issuer] = "Jwt issuer is not configured",
        [TokenProblem.Audience] = "Audiences in Jwt are not allowed",
        [TokenProblem.NoEnd] = "Jwt has no exp",
        [TokenProblem.Expired] = "Jwt is expired",
        [TokenProblem.NotYet] = "Jwt not yet valid",
    }.ToFrozenDictionary(pair => pair.Key, pair => Refusal.NoToken(pair.Value, isMissing: pair.Key == TokenProblem.Missing));

    public static Refusal RefusalOf(TokenProblem problem) => Refusals[problem];
}
