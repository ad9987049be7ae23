namespace ActorMesh.DataPlane.Security;

/// <summary>What one handshake works with: the secrets there are at its moment.</summary>
/// <param name="Identity">Whom we show that we are; null: nobody.</param>
/// <param name="Check">Keeps what came of the peer's certificate.</param>
public sealed record HandshakeSecrets(TlsIdentity? Identity, PeerCheck Check)
{
    /// <summary>Null while a secret is not there.</summary>
    public static HandshakeSecrets? Of(ServerTls tls, SecretStore secrets)
    {
        if (secrets.Identity(tls.IdentityName) is not { } identity || !TryRoots(tls.Client, secrets, out var roots)) return null;
        return new(identity, new PeerCheck(tls.Client, tls.RequiresClientCertificate, roots, secrets) { IsClient = true, LocalUri = identity.Uris.Count > 0 ? identity.Uris[0] : null });
    }

    /// <inheritdoc cref="Of(ServerTls, SecretStore)"/>
    public static HandshakeSecrets? Of(UpstreamSecurity security)
    {
        var (tls, secrets) = (security.Tls, security.Secrets);
        var identity = tls.IdentityName is null ? null : secrets.Identity(tls.IdentityName);
        if ((tls.IdentityName is not null && identity is null) || !TryRoots(tls.Server, secrets, out var roots)) return null;
        return new(identity, new PeerCheck(tls.Server, isRequired: true, roots, secrets) { ServerName = tls.VerifiesServerName ? security.ServerName : null });
    }

    private static bool TryRoots(PeerValidation? rules, SecretStore secrets, out TrustRoots? roots)
    {
        roots = rules?.RootsName is { } name ? secrets.Roots(name) : null;
        return rules?.RootsName is null || roots is not null;
    }
}
