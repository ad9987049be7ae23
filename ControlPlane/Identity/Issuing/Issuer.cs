using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Identity.Issuing;

/// <summary>
/// A control node's own intermediate: it signs certificates of workloads, and its key was never anywhere but in this process. Immutable.
/// </summary>
public sealed class Issuer
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Clocks of others may be behind so far.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private static readonly OidCollection BothSides = [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")];

    private const string SubjectAlternativeName = "2.5.29.17";

    // GeneralName, RFC 5280 appendix A.2.
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    private static readonly X500DistinguishedName NoName = new("");

    private readonly Lock _gate = new();
    private readonly X509SignatureGenerator _generator;
    private readonly byte[][] _above;

    private Issuer(X509Certificate2 certificate, SigningKey key, RootAuthority root, string trustDomain, DateTimeOffset renewAt)
    {
        (Certificate, Root, TrustDomain, RenewAt) = (certificate, root, trustDomain, renewAt);
        _generator = key.Generator();
        _above = [certificate.RawData, .. root.Intermediates.Select(above => above.RawData)];
        End = CertificateLife.End(certificate);
    }

    public X509Certificate2 Certificate { get; }

    public RootAuthority Root { get; }

    public string TrustDomain { get; }

    public DateTimeOffset End { get; }

    /// <summary>Half of its life.</summary>
    public DateTimeOffset RenewAt { get; }

    /// <summary>Blocks for some 0.2 s when the sealing key is a passphrase.</summary>
    /// <exception cref="SealException">The root's key cannot be had.</exception>
    /// <exception cref="IssueRefusedException">The root has ended.</exception>
    public static Issuer Make(RootAuthority root, SealingKey sealing, string trustDomain, DateTimeOffset now)
    {
        var own = SigningKey.Create();
        using var above = root.Unseal(sealing);
        var request = new CertificateRequest(
            new X500DistinguishedName($"O=ActorMesh, CN=issuer {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}"), own.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(own.PublicKey, critical: false));
        request.CertificateExtensions.Add(Name(SpiffeId.ForTrustDomain(trustDomain), critical: false));
        var end = Earlier(now + Life, CertificateLife.End(root.Signer));
        if (end <= now) throw new IssueRefusedException($"{root.Name} ended at {end:u}; bring another one before it ends: actormesh cert root import");
        var certificate = Sign(request, root.Signer, above.Generator(), Later(now - Skew, CertificateLife.Start(root.Signer)), end);
        return new Issuer(certificate, own, root, trustDomain, now + ((end - now) / 2));
    }

    /// <summary>Any thread.</summary>
    /// <param name="life">Cut at the end of this issuer.</param>
    public IssuedSvid Issue(PublicKey key, SpiffeId id, TimeSpan life, DateTimeOffset now)
    {
        using var signed = SignLeaf(Leaf(key, id), now - Skew, Earlier(now + life, End));
        return Issued(id, signed, _above, Root.Name);
    }

    /// <summary>Signs by the authority itself, for a peer that sends nothing but its own certificate. Blocks for some 0.2 s when the sealing key is a passphrase.</summary>
    /// <exception cref="SealException">The authority's key cannot be had.</exception>
    public static IssuedSvid IssueDirectly(RootAuthority root, SealingKey sealing, PublicKey key, SpiffeId id, TimeSpan life, DateTimeOffset now)
    {
        using var above = root.Unseal(sealing);
        using var signed = Sign(Leaf(key, id), root.Signer, above.Generator(), Later(now - Skew, CertificateLife.Start(root.Signer)), Earlier(now + life, CertificateLife.End(root.Signer)));
        return Issued(id, signed, [.. root.Intermediates.Select(one => one.RawData)], root.Name);
    }

    private static IssuedSvid Issued(SpiffeId id, X509Certificate2 signed, byte[][] above, string issuer) =>
        new(id, [signed.RawData, .. above], signed.SerialNumber.ToLowerInvariant(), CertificateLife.Start(signed), CertificateLife.End(signed), issuer);

    private static CertificateRequest Leaf(PublicKey key, SpiffeId id)
    {
        var request = new CertificateRequest(NoName, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Name(id, critical: true));
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(BothSides, critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, critical: false));
        return request;
    }

    // Not every implementation of a key may be used by two threads at once.
    private X509Certificate2 SignLeaf(CertificateRequest request, DateTimeOffset start, DateTimeOffset end)
    {
        lock (_gate) return Sign(request, Certificate, _generator, start, end);
    }

    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 issuer, X509SignatureGenerator generator, DateTimeOffset start, DateTimeOffset end)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: HasKeyIdentifier(issuer), includeIssuerAndSerial: !HasKeyIdentifier(issuer)));
        return request.Create(issuer.SubjectName, generator, start, end, SerialNumber.Next());
    }

    private static bool HasKeyIdentifier(X509Certificate2 certificate) => certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any();

    // Byte for byte: the framework's builder takes a Uri, which would put it into a form of its own.
    private static X509Extension Name(SpiffeId id, bool critical)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence()) writer.WriteCharacterString(UniversalTagNumber.IA5String, id.ToString(), UriName);
        return new X509Extension(SubjectAlternativeName, writer.Encode(), critical);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
