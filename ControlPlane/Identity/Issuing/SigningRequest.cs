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
            // It throws when the signature is not by the key.
            var request = CertificateRequest.LoadSigningRequest(der.ToArray(), HashAlgorithmName.SHA256, out var read);
            problem = read < der.Length ? "there are bytes behind the request" : PublicKeyRules.ProblemOf(request.PublicKey) is { } weak ? $"of the request, {weak}" : "";
            return problem.Length == 0 ? request.PublicKey : null;
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException)
        {
            problem = "it is no PKCS #10 request that is signed by the key in it";
            return null;
        }
    }
}
