using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>What a peer's certificate must be (envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext).</summary>
/// <param name="RootsName">Of the roots in the <see cref="SecretStore"/>; null: the chain is not verified.</param>
/// <param name="Names">One of them must match; none: any name will do.</param>
public sealed record PeerValidation(string? RootsName, EquatableList<SubjectNameMatcher> Names)
{
    /// <summary>SHA-256 of the certificate, one of which must be right; none: any.</summary>
    public EquatableList<string> CertificateHashes { get; init; } = new([]);

    /// <summary>SHA-256 of the public key (SubjectPublicKeyInfo, base64), one of which must be right; none: any.</summary>
    public EquatableList<string> PublicKeyHashes { get; init; } = new([]);

    /// <summary>Whether a certificate will do that has ended.</summary>
    public bool AllowsExpired { get; init; }

    /// <summary>
    /// Trust domains of the SPIFFE ids among the names. Whoever asks for such a name means an X.509-SVID, and gets all of its rules.
    /// </summary>
    public EquatableList<string> TrustDomains =>
        new([.. Names.Where(name => name.Kind == SubjectNameKind.Uri).Select(name => DomainOf(name.Text)).OfType<string>().Distinct(StringComparer.Ordinal)]);

    private static string? DomainOf(string text) =>
        text.StartsWith(SpiffeId.Scheme, StringComparison.Ordinal) ? text[SpiffeId.Scheme.Length..].Split('/')[0] : null;
}
