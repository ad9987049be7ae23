using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.DataPlane.Security;

/// <summary>Makes of a plan, and of the secrets there are at this moment, what <see cref="SslStream"/> asks for.</summary>
/// <remarks>Nothing is fetched from addresses that a peer's certificate names, and no renegotiation is allowed.</remarks>
public static class HandshakeOptions
{
    /// <summary>Null while a secret is not there.</summary>
    /// <param name="check">What came of the client's certificate, once the handshake has ended.</param>
    public static SslServerAuthenticationOptions? Of(ServerTls tls, SecretStore secrets, out PeerCheck? check)
    {
        check = null;
        if (secrets.Identity(tls.IdentityName) is not { } identity || !TryRoots(tls.Client, secrets, out var roots)) return null;
        check = new PeerCheck(tls.Client, tls.RequiresClientCertificate, roots, secrets.Workloads) { LocalUri = identity.Uris.Count > 0 ? identity.Uris[0] : null };
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = identity.Context,
            ClientCertificateRequired = tls.Client is not null || tls.RequiresClientCertificate,
            RemoteCertificateValidationCallback = check.Accepts,
            CertificateChainPolicy = Policy(tls.Client, roots, secrets.Clock),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            EnabledSslProtocols = tls.Protocols,
            ApplicationProtocols = tls.ApplicationProtocols.Count > 0 ? [.. tls.ApplicationProtocols] : null,
            AllowRenegotiation = false,
        };
    }

    /// <inheritdoc cref="Of(ServerTls, SecretStore, out PeerCheck?)"/>
    /// <param name="hostName">Of the endpoint; empty when it has none.</param>
    public static SslClientAuthenticationOptions? Of(ClientTls tls, string hostName, SecretStore secrets, out PeerCheck? check)
    {
        check = null;
        var identity = tls.IdentityName is null ? null : secrets.Identity(tls.IdentityName);
        if ((tls.IdentityName is not null && identity is null) || !TryRoots(tls.Server, secrets, out var roots)) return null;
        var name = tls.NameFor(hostName);
        check = new PeerCheck(tls.Server, isRequired: true, roots, secrets.Workloads) { ServerName = tls.VerifiesServerName ? name : null };
        return new SslClientAuthenticationOptions
        {
            TargetHost = name,
            ClientCertificateContext = identity?.Context,
            RemoteCertificateValidationCallback = check.Accepts,
            CertificateChainPolicy = Policy(tls.Server, roots, secrets.Clock),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            EnabledSslProtocols = tls.Protocols,
            ApplicationProtocols = tls.ApplicationProtocols.Count > 0 ? [.. tls.ApplicationProtocols] : null,
            AllowRenegotiation = false,
        };
    }

    private static bool TryRoots(PeerValidation? rules, SecretStore secrets, out TrustRoots? roots)
    {
        roots = rules?.RootsName is { } name ? secrets.Roots(name) : null;
        return rules?.RootsName is null || roots is not null;
    }

    /// <summary>What <see cref="SslStream"/> verifies by itself; where workloads are asked for, <see cref="PeerCheck"/> does, which remembers.</summary>
    private static X509ChainPolicy Policy(PeerValidation? rules, TrustRoots? roots, TimeProvider clock)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = clock.GetUtcNow().UtcDateTime,
            VerificationFlags = rules?.AllowsExpired == true ? X509VerificationFlags.IgnoreNotTimeValid : X509VerificationFlags.NoFlag,
        };
        if (roots is not null && rules!.TrustDomains.Count == 0) policy.CustomTrustStore.AddRange(roots.Certificates);
        return policy;
    }
}
