using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.DataPlane.Security;

/// <summary>Makes of a plan, and of the secrets there are at this moment, what <see cref="SslStream"/> asks for.</summary>
/// <remarks>Nothing is fetched from addresses that a peer's certificate names, and no renegotiation is allowed.</remarks>
public static class HandshakeOptions
{
    /// <summary>Null while a secret is not there.</summary>
    public static SslServerAuthenticationOptions? Of(ServerTls tls, PeerCheck check, SecretStore secrets, TimeProvider clock)
    {
        if (secrets.Identity(tls.IdentityName) is not { } identity || !TryPolicy(tls.Client, secrets, clock, out var policy)) return null;
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = identity.Context,
            ClientCertificateRequired = tls.Client is not null || tls.RequiresClientCertificate,
            RemoteCertificateValidationCallback = check.Accepts,
            CertificateChainPolicy = policy,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            EnabledSslProtocols = tls.Protocols,
            ApplicationProtocols = tls.ApplicationProtocols.Count > 0 ? [.. tls.ApplicationProtocols] : null,
            AllowRenegotiation = false,
        };
    }

    /// <inheritdoc cref="Of(ServerTls, PeerCheck, SecretStore, TimeProvider)"/>
    /// <param name="hostName">Of the endpoint; empty when it has none.</param>
    public static SslClientAuthenticationOptions? Of(ClientTls tls, string hostName, PeerCheck check, SecretStore secrets, TimeProvider clock)
    {
        var identity = tls.IdentityName is null ? null : secrets.Identity(tls.IdentityName);
        if ((tls.IdentityName is not null && identity is null) || !TryPolicy(tls.Server, secrets, clock, out var policy)) return null;
        return new SslClientAuthenticationOptions
        {
            TargetHost = tls.NameFor(hostName),
            ClientCertificateContext = identity?.Context,
            RemoteCertificateValidationCallback = check.Accepts,
            CertificateChainPolicy = policy,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            EnabledSslProtocols = tls.Protocols,
            ApplicationProtocols = tls.ApplicationProtocols.Count > 0 ? [.. tls.ApplicationProtocols] : null,
            AllowRenegotiation = false,
        };
    }

    private static bool TryPolicy(PeerValidation? rules, SecretStore secrets, TimeProvider clock, out X509ChainPolicy policy)
    {
        policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = clock.GetUtcNow().UtcDateTime,
            VerificationFlags = rules?.AllowsExpired == true ? X509VerificationFlags.IgnoreNotTimeValid : X509VerificationFlags.NoFlag,
        };
        if (rules?.RootsName is not { } name) return true;
        if (secrets.Roots(name) is not { } roots) return false;
        policy.CustomTrustStore.AddRange(roots.Certificates);
        return true;
    }
}
