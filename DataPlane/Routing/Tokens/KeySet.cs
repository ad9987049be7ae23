using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>The public keys of an issuer (JWKS, RFC 7517), those that may sign tokens here. Immutable.</summary>
public sealed class KeySet
{
    /// <summary>A longer document is not read.</summary>
    public const int BytesMax = 256 * 1024;

    private const int KeysMax = 64;
    private const int RsaBitsMin = 2048;

    private readonly List<(string Id, string Algorithm, SecurityKey Key)> _keys = [];

    private KeySet()
    {
    }

    public int Count => _keys.Count;

    /// <exception cref="FormatException">It is no set of keys, or has none that could be used.</exception>
    public static KeySet Parse(string text)
    {
        try
        {
            var set = new KeySet();
            foreach (var key in new JsonWebKeySet(text).Keys) set.Add(key);
            if (set._keys.Count == 0) throw new FormatException("has no public key for RS256, PS256, ES256 or ES384");
            return set._keys.Count <= KeysMax ? set : throw new FormatException($"has more than {KeysMax} keys");
        }
        catch (Exception wrong) when (wrong is ArgumentException or JsonException or InvalidOperationException or SecurityTokenException or CryptographicException)
        {
            throw new FormatException("is no set of JSON web keys (RFC 7517 section 5), or a key in it is damaged", wrong);
        }
    }

    /// <param name="id">Of the key (kid); empty for any.</param>
    /// <param name="algorithm">For which the keys are.</param>
    internal IEnumerable<SecurityKey> Find(string id, string algorithm) =>
        _keys.Where(key => key.Algorithm == algorithm && (id.Length == 0 || key.Id == id)).Select(key => key.Key);

    private void Add(JsonWebKey source)
    {
        if (source.Use is { Length: > 0 } use && use != "sig") return;
        if (!JsonWebKeyConverter.TryConvertToSecurityKey(source, out var key)) return;
        foreach (var algorithm in AlgorithmsOf(source, key))
            if (string.IsNullOrEmpty(source.Alg) || source.Alg == algorithm) _keys.Add((source.Kid ?? "", algorithm, key));
    }

    // A symmetric key is none of these: whoever could check a token by it could make one.
    private static IEnumerable<string> AlgorithmsOf(JsonWebKey source, SecurityKey key) => (key, source.Crv) switch
    {
        (RsaSecurityKey { KeySize: >= RsaBitsMin }, _) => [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
        (ECDsaSecurityKey, "P-256") => [SecurityAlgorithms.EcdsaSha256],
        (ECDsaSecurityKey, "P-384") => [SecurityAlgorithms.EcdsaSha384],
        _ => [],
    };
}
