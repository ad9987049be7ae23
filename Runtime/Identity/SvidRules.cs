using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Runtime.Identity;

/// <summary>What a certificate must be, looked at by itself: who signed it is the business of <see cref="SvidVerifier"/>.</summary>
/// <remarks>Source: SPIFFE X.509-SVID specification, sections 2 to 4 and appendix A.</remarks>
public static class SvidRules
{
    /// <summary>Bytes of one certificate.</summary>
    public const int SizeMax = 16 * 1024;

    /// <summary>Bytes (RFC 5280, section 4.1.2.2).</summary>
    public const int SerialMax = 20;

    private const string SubjectAlternativeName = "2.5.29.17", ServerAuthentication = "1.3.6.1.5.5.7.3.1", ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly HashSet<string> KnownExtensions = new(StringComparer.Ordinal)
    {
        "2.5.29.15", SubjectAlternativeName, "2.5.29.19", "2.5.29.30", "2.5.29.37",
    };

    // ECDSA and RSA (PKCS #1) with SHA-256, SHA-384, SHA-512.
    private static readonly HashSet<string> Signatures = new(StringComparer.Ordinal)
    {
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13",
    };

    /// <summary>Of a workload's own certificate.</summary>
    /// <param name="id">Who it names; null when it breaks a rule.</param>
    public static SvidProblem? CheckLeaf(X509Certificate2 certificate, out SpiffeId? id)
    {
        id = null;
        try
        {
            return CheckAny(certificate) ?? CheckUses(certificate) ?? CheckName(certificate, out id);
        }
        catch (CryptographicException e)
        {
            return Damaged(e);
        }
    }

    /// <summary>Of a certificate that signs others: a root or an intermediate.</summary>
    /// <param name="trustDomain">Which it must name if it names one; null for whichever.</param>
    public static SvidProblem? CheckSigner(X509Certificate2 certificate, string? trustDomain = null)
    {
        try
        {
            return CheckAny(certificate) ?? CheckSigning(certificate) ?? CheckSignerName(certificate, trustDomain);
        }
        catch (CryptographicException e)
        {
            return Damaged(e);
        }
    }

    /// <param name="algorithm">An OID.</param>
    public static bool IsStrongSignature(string algorithm) => Signatures.Contains(algorithm);

    private static SvidProblem? CheckAny(X509Certificate2 certificate)
    {
        if (certificate.RawDataMemory.Length > SizeMax) return new(SvidFault.TooLarge, $"the certificate has {certificate.RawDataMemory.Length} bytes; {SizeMax} are the most");
        if (certificate.Version != 3) return new(SvidFault.NotVersion3, $"the certificate is of version {certificate.Version}; only version 3 has names and uses");
        var serial = certificate.SerialNumberBytes.Span;
        if (serial.Length is 0 or > SerialMax || (serial[0] & 0x80) != 0) return new(SvidFault.BadSerial, $"the serial number is not from 1 to {SerialMax} bytes, or is negative");
        if (certificate.NotAfter <= certificate.NotBefore) return new(SvidFault.EmptyLife, "the certificate ends before it begins");
        if (PublicKeyRules.ProblemOf(certificate.PublicKey) is { } weak) return new(SvidFault.WeakKey, $"{weak}; ECDSA with P-256 or P-384, or RSA from {PublicKeyRules.RsaBitsMin} bits on");
        if (!IsStrongSignature(certificate.SignatureAlgorithm.Value ?? ""))
            return new(SvidFault.WeakSignature, $"it is signed with {certificate.SignatureAlgorithm.FriendlyName ?? "an unknown algorithm"}; ECDSA or RSA (PKCS #1) with SHA-256 or longer is believed");
        return CheckExtensions(certificate);
    }

    private static SvidProblem? CheckExtensions(X509Certificate2 certificate)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var extension in certificate.Extensions)
        {
            var oid = extension.Oid?.Value ?? "";
            if (!seen.Add(oid)) return new(SvidFault.ExtensionTwice, $"the extension {oid} is there twice");
            if (extension.Critical && !KnownExtensions.Contains(oid)) return new(SvidFault.UnknownCriticalExtension, $"the extension {oid} is critical, and not known here");
        }
        return null;
    }

    private static SvidProblem? CheckUses(X509Certificate2 certificate)
    {
        if (Find<X509BasicConstraintsExtension>(certificate) is { CertificateAuthority: true })
            return new(SvidFault.IsAuthority, "it is a certificate authority (CA true); a workload's certificate is none");
        if (Find<X509KeyUsageExtension>(certificate) is not { } usage) return new(SvidFault.NoKeyUsage, "it has no key usage; it must have one, with digitalSignature");
        if (!usage.Critical) return new(SvidFault.KeyUsageNotCritical, "its key usage is not critical");
        if (!usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature)) return new(SvidFault.NoDigitalSignature, "its key usage lacks digitalSignature");
        if ((usage.KeyUsages & (X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)) != X509KeyUsageFlags.None)
            return new(SvidFault.SignsCertificates, "its key usage has keyCertSign or cRLSign; a workload signs no certificates");
        if (Find<X509EnhancedKeyUsageExtension>(certificate) is { } extended && !(Has(extended, ServerAuthentication) && Has(extended, ClientAuthentication)))
            return new(SvidFault.ExtendedUsage, "its extended key usage lacks serverAuth or clientAuth; it must have both, or not be there");
        return null;
    }

    private static SvidProblem? CheckName(X509Certificate2 certificate, out SpiffeId? id)
    {
        id = null;
        var uris = SubjectNames.Of(certificate).Uris;
        if (uris.Count == 0) return new(SvidFault.NoUri, "it has no URI among its subject alternative names; exactly one names the workload");
        if (uris.Count > 1) return new(SvidFault.SeveralUris, $"it has {uris.Count} URIs among its subject alternative names; exactly one names the workload");
        if (!SpiffeId.TryParse(uris[0], out var read, out var problem)) return new(SvidFault.NotSpiffeId, $"its URI is no SPIFFE id: {problem}");
        if (read.Path.Length == 0) return new(SvidFault.NoPath, $"its SPIFFE id {read} names a trust domain and no workload");
        if (IsEmpty(certificate.SubjectName) && certificate.Extensions.First(extension => extension.Oid?.Value == SubjectAlternativeName) is { Critical: false })
            return new(SvidFault.NamesNotCritical, "it has no subject, and its subject alternative names are not critical");
        id = read;
        return null;
    }

    private static SvidProblem? CheckSigning(X509Certificate2 certificate)
    {
        if (Find<X509BasicConstraintsExtension>(certificate) is not { CertificateAuthority: true })
            return new(SvidFault.NotAuthority, "it is no certificate authority (CA true); only one may sign others");
        return Find<X509KeyUsageExtension>(certificate) is { } usage && usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign)
            ? null
            : new(SvidFault.CannotSign, "its key usage lacks keyCertSign; without it it may sign no others");
    }

    private static SvidProblem? CheckSignerName(X509Certificate2 certificate, string? trustDomain)
    {
        var uris = SubjectNames.Of(certificate).Uris;
        if (uris.Count > 1) return new(SvidFault.SeveralUris, $"it has {uris.Count} URIs among its subject alternative names; a signing certificate has one at most");
        if (uris.Count == 0) return null;
        if (!SpiffeId.TryParse(uris[0], out var id, out var problem)) return new(SvidFault.NotSpiffeId, $"its URI is no SPIFFE id: {problem}");
        if (id.Path.Length > 0) return new(SvidFault.HasPath, $"its SPIFFE id {id} names a workload; a signing certificate names its trust domain alone");
        return trustDomain is null || id.TrustDomain == trustDomain
            ? null
            : new(SvidFault.ForeignTrustDomain, $"it signs for the trust domain {id.TrustDomain}, not for {trustDomain}");
    }

    private static T? Find<T>(X509Certificate2 certificate) where T : X509Extension => certificate.Extensions.OfType<T>().FirstOrDefault();

    private static bool Has(X509EnhancedKeyUsageExtension extended, string usage) => extended.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == usage);

    // An empty SEQUENCE, DER.
    private static bool IsEmpty(X500DistinguishedName name) => name.RawData.Length <= 2;

    private static SvidProblem Damaged(CryptographicException cause) => new(SvidFault.Damaged, $"the certificate cannot be read: {cause.Message}");
}
