using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Tokens;

/// <summary>Issues tokens and publishes its keys, by the standard alone: none of it is made by what checks them.</summary>
internal sealed class Issuer : IDisposable
{
    public const string Name = "https://id.example";
    public const string Audience = "payments";
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public string Keys => $$"""{"keys":[{{Rsa("r")}},{{Ec(_p256, "P-256", "e2")}},{{Ec(_p384, "P-384", "e3")}}]}""";

    public string Rsa(string id, string more = "")
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"RSA","kid":"{{id}}","n":"{{Base64Url.EncodeToString(key.Modulus)}}","e":"{{Base64Url.EncodeToString(key.Exponent)}}"{{more}}}""";
    }

    public static string Payload(long? exp = 3600, long? nbf = null, string issuer = Name, string audience = $"\"{Audience}\"", string more = "")
    {
        var text = new StringBuilder($"{{\"iss\":\"{issuer}\",\"aud\":{audience}");
        if (exp is { } end) text.Append($",\"exp\":{Now.ToUnixTimeSeconds() + end}");
        if (nbf is { } begin) text.Append($",\"nbf\":{Now.ToUnixTimeSeconds() + begin}");
        return text.Append(more).Append('}').ToString();
    }

    /// <param name="payload">See <see cref="Payload"/>.</param>
    /// <param name="header">Further fields of the header.</param>
    public string Token(string? payload = null, string algorithm = "ES256", string? key = "e2", string header = "")
    {
        var head = $"{{\"alg\":{JsonSerializer.Serialize(algorithm)}{(key is null ? "" : $",\"kid\":\"{key}\"")}{header}}}";
        var signed = $"{Encode(head)}.{Encode(payload ?? Payload())}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm switch
        {
            "RS256" => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "PS256" => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "RS512" => _rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "ES256" => _p256.SignData(bytes, HashAlgorithmName.SHA256),
            "ES384" => _p384.SignData(bytes, HashAlgorithmName.SHA384),
            "HS256" => HMACSHA256.HashData(_p256.ExportSubjectPublicKeyInfo(), bytes),
            _ => [],
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        _rsa.Dispose();
        _p256.Dispose();
        _p384.Dispose();
    }

    private static string Ec(ECDsa key, string curve, string id)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","use":"sig","crv":"{{curve}}","kid":"{{id}}","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
    }
}
