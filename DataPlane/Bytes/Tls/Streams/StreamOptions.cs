using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls.Streams;

/// <summary>Makes of a plan and its secrets what <see cref="SslStream"/> asks for.</summary>
internal static class StreamOptions
{
    public static SslServerAuthenticationOptions Of(ServerTls tls, HandshakeSecrets own) => new()
    {
        ServerCertificateContext = own.Identity!.Context,
        ClientCertificateRequired = tls.Client is not null || tls.RequiresClientCertificate,
        RemoteCertificateValidationCallback = own.Check.Accepts,
        CertificateChainPolicy = Nothing(),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        EnabledSslProtocols = tls.Protocols,
        ApplicationProtocols = tls.ApplicationProtocols.Count > 0 ? [.. tls.ApplicationProtocols] : null,
        AllowRenegotiation = false,
        AllowTlsResume = false, // What was sent above a certificate is not there again then, to judge it by.
    };

    public static SslClientAuthenticationOptions Of(UpstreamSecurity security, HandshakeSecrets own) => new()
    {
        TargetHost = security.ServerName,
        ClientCertificateContext = own.Identity?.Context,
        RemoteCertificateValidationCallback = own.Check.Accepts,
        CertificateChainPolicy = Nothing(),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        EnabledSslProtocols = security.Tls.Protocols,
        ApplicationProtocols = security.Tls.ApplicationProtocols.Count > 0 ? [.. security.Tls.ApplicationProtocols] : null,
        AllowRenegotiation = false,
        AllowTlsResume = false, // What was sent above a certificate is not there again then, to judge it by.
    };

    /// <summary>A chain is built whatever one says. <see cref="PeerCheck"/> decides, and remembers: this one is to cost nothing, and to fetch nothing.</summary>
    private static X509ChainPolicy Nothing() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        VerificationFlags = X509VerificationFlags.AllFlags,
    };
}
