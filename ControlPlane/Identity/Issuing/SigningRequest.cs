using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Identity.Issuing;

/// <summary>A request for a certificate (PKCS #10). Its key counts, and that the sender has it; whatever else it asks for is passed over.</summary>
public static class SigningRequest
{
    /// <summary>Bytes.</summary>
    public const int SizeMax = 8 * 1024;

    /// <param name="der">As it was sent.</param>
    /// <param name="problem">What is wrong; empty when nothing is.</param>
    public static PublicKey? Read(ReadOnlySpan<byte> der, out string problem)
    {
        if (der.Length > SizeMax)
        {
            problem = $"the request has {der.Length} bytes; {SizeMax} are the most";
            return null;
        }
        try
        {
            var bytes = der.ToArray();
            // What a signature costs to check is the sender's choice: first whether it is worth it.
            var key = CertificateRequest.LoadSigningRequest(bytes, HashAlgorithmName.SHA256, out var read, CertificateRequestLoadOptions.SkipSignatureValidation).PublicKey;
            problem = read < der.Length ? "there are bytes behind the request"
                : PublicKeyRules.ProblemOf(key) is { } weak ? $"of the request, {weak}"
                : SvidRules.IsStrongSignature(AlgorithmOf(bytes)) ? "" : "it is signed neither by ECDSA nor by RSA (PKCS #1) with SHA-256 or longer";
            if (problem.Length > 0) return null;
            // It throws when the signature is not by the key.
            return CertificateRequest.LoadSigningRequest(bytes, HashAlgorithmName.SHA256).PublicKey;
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or AsnContentException)
        {
            problem = "it is no PKCS #10 request that is signed by the key in it";
            return null;
        }
    }

    // CertificationRequest, RFC 2986, section 4.2.
    private static string AlgorithmOf(byte[] der)
    {
        var request = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        request.ReadEncodedValue();
        return request.ReadSequence().ReadObjectIdentifier();
    }
}
