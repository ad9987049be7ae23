using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Finds out whether a token is good: its form, its signature, who issued it for whom, and when. Pure but for the time that it is given.</summary>
internal static class TokenVerifier
{
    /// <summary>Beyond it, a token is not looked at.</summary>
    public const int BytesMax = 8 * 1024;

    private static readonly HashSet<string> Algorithms = new(
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384], StringComparer.Ordinal);

    /// <param name="now">Seconds since 1970.</param>
    /// <param name="from">From when it is good, skew included.</param>
    /// <param name="until">Until when.</param>
    public static TokenProblem Verify(ReadOnlySpan<byte> token, TokenProvider provider, KeySet keys, long now, out long from, out long until)
    {
        (from, until) = (0, 0);
        if (token.Length > BytesMax) return TokenProblem.TooLong;
        if (Parse(token) is not { } jwt) return TokenProblem.Malformed;
        if (!Algorithms.Contains(jwt.Alg)) return TokenProblem.Algorithm;
        if (jwt.Issuer != provider.Issuer) return TokenProblem.Issuer;
        if (provider.Audiences.Count > 0 && !jwt.Audiences.Any(audience => provider.Audiences.Contains(audience, StringComparer.Ordinal))) return TokenProblem.Audience;
        if (Period(jwt, provider.Skew, out from, out until) is not TokenProblem.None and var problem) return problem;
        if (now >= until) return TokenProblem.Expired;
        if (now < from) return TokenProblem.NotYet;
        var known = keys.Find(jwt.Kid ?? "", jwt.Alg).ToList();
        if (known.Count == 0) return TokenProblem.UnknownKey;
        return known.Exists(key => IsSigned(jwt, key)) ? TokenProblem.None : TokenProblem.Signature;
    }

    private static JsonWebToken? Parse(ReadOnlySpan<byte> token)
    {
        try
        {
            var jwt = new JsonWebToken(Encoding.ASCII.GetString(token));
            // What a token says must be understood (crit, RFC 7515 section 4.1.11), nobody here understands.
            return jwt.IsEncrypted || jwt.TryGetHeaderValue<object>("crit", out _) ? null : jwt;
        }
        catch (Exception wrong) when (wrong is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return null;
        }
    }

    private static TokenProblem Period(JsonWebToken jwt, TimeSpan skew, out long from, out long until)
    {
        (from, until) = (long.MinValue, long.MaxValue);
        var seconds = (long)skew.TotalSeconds;
        if (!TryReadTime(jwt, JwtRegisteredClaimNames.Exp, out var end)) return TokenProblem.NoEnd;
        until = end + seconds;
        if (TryReadTime(jwt, JwtRegisteredClaimNames.Nbf, out var begin)) from = begin - seconds;
        else if (jwt.TryGetPayloadValue<object>(JwtRegisteredClaimNames.Nbf, out _)) return TokenProblem.Malformed;
        return TokenProblem.None;
    }

    /// <summary>Seconds since 1970, fractions cut off (RFC 7519 section 2, NumericDate).</summary>
    private static bool TryReadTime(JsonWebToken jwt, string claim, out long seconds)
    {
        seconds = 0;
        try
        {
            if (!jwt.TryGetPayloadValue<double>(claim, out var time) || time is not (>= 0 and < 253_402_300_800)) return false;
            seconds = (long)time;
            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidOperationException or InvalidCastException or JsonException)
        {
            return false;
        }
    }

    private static bool IsSigned(JsonWebToken jwt, SecurityKey key)
    {
        var factory = key.CryptoProviderFactory;
        var verifier = factory.CreateForVerifying(key, jwt.Alg);
        try
        {
            return verifier.Verify(Encoding.ASCII.GetBytes($"{jwt.EncodedHeader}.{jwt.EncodedPayload}"), Base64UrlEncoder.DecodeBytes(jwt.EncodedSignature));
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException or ArgumentException)
        {
            return false;
        }
        finally
        {
            factory.ReleaseSignatureProvider(verifier);
        }
    }
}
