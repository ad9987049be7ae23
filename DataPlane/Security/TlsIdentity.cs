using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>A certificate with its key and the intermediates to send with it, ready for handshakes. Immutable: a renewal makes another.</summary>
public sealed class TlsIdentity
{
    /// <param name="certificate">With its private key.</param>
    /// <param name="intermediates">From the certificate's issuer up, without the root.</param>
    public TlsIdentity(X509Certificate2 certificate, X509Certificate2Collection intermediates)
    {
        Certificate = certificate;
        Intermediates = intermediates;
        Context = SslStreamCertificateContext.Create(certificate, intermediates, offline: true);
        Uris = SubjectNames.Of(certificate).Uris;
    }

    public X509Certificate2 Certificate { get; }

    public X509Certificate2Collection Intermediates { get; }

    public SslStreamCertificateContext Context { get; }

    public IReadOnlyList<string> Uris { get; }
}
