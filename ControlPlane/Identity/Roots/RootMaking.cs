using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.ControlPlane.Identity.Sealing;

namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>Makes a root of the mesh's own.</summary>
/// <remarks>It names no trust domain: which one the mesh is, is said by a mesh file that may come later, and by the intermediates.</remarks>
internal static class RootMaking
{
    /// <summary>Clocks of control nodes may be apart so far.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    /// <summary>A shorter one would be replaced without end.</summary>
    public static readonly TimeSpan LifeMin = TimeSpan.FromDays(7);

    public static RootAuthority Make(int generation, TimeSpan life, DateTimeOffset now, SealingKey sealing)
    {
        using var key = SigningKey.Create();
        var name = new X500DistinguishedName($"O=ActorMesh, CN=root {generation} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        var request = new CertificateRequest(name, key.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key.PublicKey, critical: false));
        var certificate = request.Create(name, key.Generator(), now - Skew, now + (life > LifeMin ? life : LifeMin), SerialNumber.Next());
        return RootAuthority.Sealed(generation, [certificate], key, sealing, isImported: false);
    }
}
