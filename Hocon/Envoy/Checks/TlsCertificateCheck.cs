using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class TlsCertificateCheck
{
    public static void Run(TlsCertificate certificate, CheckContext context)
    {
        if (certificate.Pkcs12 is null)
        {
            context.Require(certificate, TlsCertificate.CertificateChainFieldNumber);
            context.Require(certificate, TlsCertificate.PrivateKeyFieldNumber);
            return;
        }
        if (certificate.CertificateChain is not null)
            context.Error(certificate, TlsCertificate.CertificateChainFieldNumber, "pkcs12 holds the certificate already", "keep one of the two");
        if (certificate.PrivateKey is not null)
            context.Error(certificate, TlsCertificate.PrivateKeyFieldNumber, "pkcs12 holds the private key already", "keep one of the two");
    }

    public static void Run(WatchedDirectory directory, CheckContext context) => context.Require(directory, WatchedDirectory.PathFieldNumber);
}
