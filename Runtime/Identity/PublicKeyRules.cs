using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Runtime.Identity;

/// <summary>Which keys are strong enough, and cheap enough to check.</summary>
public static class PublicKeyRules
{
    /// <summary>FIPS 186-5, appendix A.1.1; the most is what keeps a check cheap.</summary>
    public const long RsaExponentMin = 65_537, RsaExponentMax = uint.MaxValue;

    public const int RsaBitsMin = 2048, RsaBitsMax = 8192;

    private const string Rsa = "1.2.840.113549.1.1.1", EllipticCurve = "1.2.840.10045.2.1", P256 = "1.2.840.10045.3.1.7", P384 = "1.3.132.0.34";

    /// <returns>Null for ECDSA with P-256 or P-384, and for RSA from 2048 to 8192 bits; else what is wrong.</returns>
    public static string? ProblemOf(PublicKey key)
    {
        try
        {
            return key.Oid.Value switch
            {
                EllipticCurve => CurveProblem(key),
                Rsa => RsaProblem(key),
                _ => "its key is neither ECDSA nor RSA",
            };
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return "its key cannot be read";
        }
    }

    private static string? CurveProblem(PublicKey key)
    {
        var curve = key.EncodedParameters is { } parameters ? AsnDecoder.ReadObjectIdentifier(parameters.RawData, AsnEncodingRules.DER, out _) : "";
        if (curve is not (P256 or P384)) return "the curve of its key is neither P-256 nor P-384";
        using var read = key.GetECDsaPublicKey();
        return read is null ? "its key cannot be read" : null;
    }

    private static string? RsaProblem(PublicKey key)
    {
        using var read = key.GetRSAPublicKey();
        if (read?.KeySize is not (>= RsaBitsMin and <= RsaBitsMax)) return $"its RSA key has {read?.KeySize ?? 0} bits; it has to have {RsaBitsMin} to {RsaBitsMax}";
        var exponent = new BigInteger(read.ExportParameters(includePrivateParameters: false).Exponent, isUnsigned: true, isBigEndian: true);
        return exponent >= RsaExponentMin && exponent <= RsaExponentMax ? null : $"its RSA key has the public exponent {(exponent <= RsaExponentMax ? exponent : "of many digits")}; it has to be {RsaExponentMin} to {RsaExponentMax}";
    }
}
