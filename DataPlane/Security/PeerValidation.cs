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
    /// Whether it must be an X.509-SVID (SPIFFE): whoever asks for a name below <c>spiffe://</c> means one, and gets all of its rules.
    /// </summary>
    public bool RequiresSvid { get; } = Names.Any(name => name.Kind == SubjectNameKind.Uri && name.Text.StartsWith("spiffe://", StringComparison.Ordinal));
}
