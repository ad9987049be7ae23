using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>A secret, ready for handshakes: an identity or roots.</summary>
public sealed class LoadedSecret
{
    public LoadedSecret(TlsIdentity identity)
    {
        Identity = identity;
        Version = VersionOf(identity.Intermediates.Prepend(identity.Certificate));
    }

    public LoadedSecret(TrustRoots roots)
    {
        Roots = roots;
        Version = VersionOf(roots.Certificates);
    }

    public TlsIdentity? Identity { get; }

    public TrustRoots? Roots { get; }

    /// <summary>Equal where the content is.</summary>
    public string Version { get; }

    public void PutInto(SecretStore store, string name)
    {
        if (Identity is not null) store.Put(name, Identity);
        if (Roots is not null) store.Put(name, Roots);
    }

    // A key belongs to its certificate, so that certificates say enough.
    private static string VersionOf(IEnumerable<X509Certificate2> certificates) =>
        Convert.ToHexStringLower(SHA256.HashData([.. certificates.SelectMany(certificate => certificate.RawDataMemory.ToArray())]));
}
