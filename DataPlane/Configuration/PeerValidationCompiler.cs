using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Kind = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.SubjectAltNameMatcher.Types.SanType;
using Verification = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.CertificateValidationContext.Types.TrustChainVerification;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads from a TLS context what a peer's certificate must be. Pure.</summary>
internal static class PeerValidationCompiler
{
    /// <returns>Null: it is not looked at.</returns>
    /// <exception cref="ResourceException">It would let in whom it is to keep out.</exception>
    public static PeerValidation? Compile(string resource, CommonTlsContext common)
    {
        var given = common.ValidationContext ?? common.CombinedValidationContext?.DefaultValidationContext ?? new CertificateValidationContext();
        if (given.TrustChainVerification == Verification.AcceptUntrusted) throw new ResourceException(resource, "trust_chain_verification ACCEPT_UNTRUSTED would let in who is not trusted");
        var roots = SecretName.OfRoots(common);
        var isVerified = roots is not null || given.VerifyCertificateHash.Count + given.VerifyCertificateSpki.Count > 0;
        if (!isVerified && given.MatchTypedSubjectAltNames.Count > 0)
            throw new ResourceException(resource, "match_typed_subject_alt_names proves nothing in a certificate that is not verified; name the authority in trusted_ca");
        if (!isVerified) return null;
        return new PeerValidation(roots, new([.. given.MatchTypedSubjectAltNames.Select(name => Matcher(resource, name))]))
        {
            CertificateHashes = new([.. given.VerifyCertificateHash.Select(hash => hash.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant())]),
            PublicKeyHashes = new([.. given.VerifyCertificateSpki]),
            AllowsExpired = given.AllowExpiredCertificate,
        };
    }

    private static SubjectNameMatcher Matcher(string resource, SubjectAltNameMatcher name)
    {
        var kind = name.SanType switch
        {
            Kind.Uri => SubjectNameKind.Uri,
            Kind.Dns => SubjectNameKind.Dns,
            Kind.Email => SubjectNameKind.Email,
            _ => throw new ResourceException(resource, $"san_type {name.SanType} is not compared; use URI, DNS or EMAIL"),
        };
        return name.Matcher?.MatchPatternCase switch
        {
            StringMatcher.MatchPatternOneofCase.Exact => new SubjectNameMatcher(kind, NameFit.Exact, name.Matcher.Exact),
            StringMatcher.MatchPatternOneofCase.Prefix => new SubjectNameMatcher(kind, NameFit.Prefix, name.Matcher.Prefix),
            StringMatcher.MatchPatternOneofCase.Suffix => new SubjectNameMatcher(kind, NameFit.Suffix, name.Matcher.Suffix),
            _ => throw new ResourceException(resource, "a peer's name is compared with exact, prefix or suffix"),
        };
    }
}
