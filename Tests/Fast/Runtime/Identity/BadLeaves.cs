using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using static ActorMesh.Tests.Fast.Kit.CertificateParts;

namespace ActorMesh.Tests.Fast.Runtime.Identity;

/// <summary>Certificates that are signed by who should, each with one thing wrong.</summary>
internal static class BadLeaves
{
    private const string Good = "spiffe://shop.local/ns/default/sa/orders";

    public static readonly IReadOnlyDictionary<string, (SvidFault Fault, Func<ForgedCertificate, ForgedCertificate> Change)> All =
        new Dictionary<string, (SvidFault, Func<ForgedCertificate, ForgedCertificate>)>(StringComparer.Ordinal)
        {
            ["version 1"] = (SvidFault.NotVersion3, leaf => leaf with { Version = 1, Extensions = [] }),
            ["version 2"] = (SvidFault.NotVersion3, leaf => leaf with { Version = 2, Extensions = [] }),
            ["version 1 with extensions"] = (SvidFault.NotVersion3, leaf => leaf with { Version = 1 }),
            ["larger than 16 KiB"] = (SvidFault.ChainTooLarge, leaf => leaf.And(new X509Extension("1.2.3.4", new byte[17_000], critical: false))),
            ["negative serial"] = (SvidFault.BadSerial, leaf => leaf with { Serial = [0xFF, 1] }),
            ["serial of 21 bytes"] = (SvidFault.BadSerial, leaf => leaf with { Serial = [1, .. new byte[20]] }),
            ["ends before it begins"] = (SvidFault.EmptyLife, leaf => leaf with { End = leaf.Start.AddSeconds(-1) }),
            ["ends as it begins"] = (SvidFault.EmptyLife, leaf => leaf with { End = leaf.Start }),
            ["RSA 1024"] = (SvidFault.WeakKey, leaf => leaf with { PublicKey = Rsa(1024) }),
            ["curve P-521"] = (SvidFault.WeakKey, leaf => leaf with { PublicKey = Curve(ECCurve.NamedCurves.nistP521) }),
            ["curve brainpool"] = (SvidFault.WeakKey, leaf => leaf with { PublicKey = Curve(ECCurve.NamedCurves.brainpoolP256r1) }),
            ["Ed25519"] = (SvidFault.WeakKey, leaf => leaf with { PublicKey = [0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0, .. new byte[32]] }),
            ["point off the curve"] = (SvidFault.WeakKey, leaf => leaf with { PublicKey = [.. leaf.PublicKey[..^4], 1, 2, 3, 4] }),
            ["says SHA-1"] = (SvidFault.WeakSignature, leaf => leaf with { SignatureAlgorithm = "1.2.840.10045.4.1" }),
            ["says MD5"] = (SvidFault.WeakSignature, leaf => leaf with { SignatureAlgorithm = "1.2.840.113549.1.1.4" }),
            ["two lists of names"] = (SvidFault.ExtensionTwice, leaf => leaf.And(Uri(Good))),
            ["two key usages"] = (SvidFault.ExtensionTwice, leaf => leaf.And(Usage(X509KeyUsageFlags.DigitalSignature))),
            ["two basic constraints"] = (SvidFault.ExtensionTwice, leaf => leaf.And(Authority())),
            ["two extended usages"] = (SvidFault.ExtensionTwice, leaf => leaf.And(Extended(Server, Client))),
            ["unknown critical extension"] = (SvidFault.UnknownCriticalExtension, leaf => leaf.And(new X509Extension("1.2.3.4", new byte[] { 5, 0 }, critical: true))),
            ["damaged names"] = (SvidFault.Damaged, leaf => leaf.With(Damaged(NamesOid))),
            ["damaged key usage"] = (SvidFault.Damaged, leaf => leaf.With(Damaged(UsageOid))),
            ["damaged basic constraints"] = (SvidFault.Damaged, leaf => leaf.With(Damaged(ConstraintsOid))),
            ["damaged extended usage"] = (SvidFault.Damaged, leaf => leaf.With(Damaged(ExtendedOid))),
            ["names with bytes behind"] = (SvidFault.Damaged, leaf => leaf.With(new X509Extension(NamesOid, [.. Uri(Good).RawData, 5, 0], critical: true))),
            ["name beyond ASCII"] = (SvidFault.Damaged, leaf => leaf.With(new X509Extension(NamesOid, new byte[] { 0x30, 4, 0x86, 2, 0xC3, 0xA4 }, critical: true))),
            ["no names"] = (SvidFault.NoUri, leaf => leaf.Without(NamesOid)),
            ["empty list of names"] = (SvidFault.NoUri, leaf => leaf.With(Names([]))),
            ["id in the common name only"] = (SvidFault.NoUri, leaf => leaf.Without(NamesOid) with { Subject = $"CN=\"{Good}\"" }),
            ["DNS name only"] = (SvidFault.NoUri, leaf => leaf.With(Names([(2, "orders.shop.local")]))),
            ["id as a DNS name"] = (SvidFault.NoUri, leaf => leaf.With(Names([(2, Good)]))),
            ["id as a mail address"] = (SvidFault.NoUri, leaf => leaf.With(Names([(1, Good)]))),
            ["two ids"] = (SvidFault.SeveralUris, leaf => leaf.With(Uri(Good, "spiffe://shop.local/ns/default/sa/payments"))),
            ["the same id twice"] = (SvidFault.SeveralUris, leaf => leaf.With(Uri(Good, Good))),
            ["id and another URI"] = (SvidFault.SeveralUris, leaf => leaf.With(Uri(Good, "https://shop.local/"))),
            ["https"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("https://shop.local/ns/default/sa/orders"))),
            ["upper-case scheme"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("SPIFFE://shop.local/ns/default/sa/orders"))),
            ["upper-case domain"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe://SHOP.local/ns/default/sa/orders"))),
            ["port"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe://shop.local:443/ns/default/sa/orders"))),
            ["user"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe://root@shop.local/ns/default/sa/orders"))),
            ["query"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri($"{Good}?a=b"))),
            ["fragment"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri($"{Good}#a"))),
            ["percent"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe://shop.local/ns/default/sa/order%73"))),
            ["slash at the end"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri($"{Good}/"))),
            ["two slashes"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe://shop.local//ns/default/sa/orders"))),
            ["dots"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe://shop.local/ns/default/sa/x/../orders"))),
            ["NUL in the id"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri($"{Good}\0.evil"))),
            ["NUL behind the domain"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe://shop.local\0.evil/ns/default/sa/orders"))),
            ["no trust domain"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe:///ns/default/sa/orders"))),
            ["longer than 2048"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri($"{Good}{new string('a', 2048)}"))),
            ["domain longer than 255"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri($"spiffe://{new string('a', 256)}/x"))),
            ["wildcard"] = (SvidFault.NotSpiffeId, leaf => leaf.With(Uri("spiffe://shop.local/ns/default/sa/*"))),
            ["domain alone"] = (SvidFault.NoPath, leaf => leaf.With(Uri("spiffe://shop.local"))),
            ["no subject, names not critical"] = (SvidFault.NamesNotCritical, leaf => leaf.With(Names([(6, Good)], critical: false))),
            ["CA true"] = (SvidFault.IsAuthority, leaf => leaf.With(Authority())),
            ["CA true, not critical"] = (SvidFault.IsAuthority, leaf => leaf.With(Authority(critical: false))),
            ["CA true and keyCertSign"] = (SvidFault.IsAuthority, leaf => leaf.With(Authority()).With(Usage(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign))),
            ["no key usage"] = (SvidFault.NoKeyUsage, leaf => leaf.Without(UsageOid)),
            ["key usage not critical"] = (SvidFault.KeyUsageNotCritical, leaf => leaf.With(Usage(X509KeyUsageFlags.DigitalSignature, critical: false))),
            ["key encipherment only"] = (SvidFault.NoDigitalSignature, leaf => leaf.With(Usage(X509KeyUsageFlags.KeyEncipherment))),
            ["empty key usage"] = (SvidFault.NoDigitalSignature, leaf => leaf.With(Usage(X509KeyUsageFlags.None))),
            ["keyCertSign"] = (SvidFault.SignsCertificates, leaf => leaf.With(Usage(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign))),
            ["cRLSign"] = (SvidFault.SignsCertificates, leaf => leaf.With(Usage(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.CrlSign))),
            ["server only"] = (SvidFault.ExtendedUsage, leaf => leaf.With(Extended(Server))),
            ["client only"] = (SvidFault.ExtendedUsage, leaf => leaf.With(Extended(Client))),
            ["code signing"] = (SvidFault.ExtendedUsage, leaf => leaf.With(Extended("1.3.6.1.5.5.7.3.3"))),
            ["any extended usage"] = (SvidFault.ExtendedUsage, leaf => leaf.With(Extended("2.5.29.37.0"))),
            ["of another trust domain"] = (SvidFault.ForeignTrustDomain, leaf => leaf.With(Uri("spiffe://evil.local/ns/default/sa/orders"))),
            ["of a domain below"] = (SvidFault.ForeignTrustDomain, leaf => leaf.With(Uri("spiffe://a.shop.local/ns/default/sa/orders"))),
            ["of a domain that begins the same"] = (SvidFault.ForeignTrustDomain, leaf => leaf.With(Uri("spiffe://shop.local.evil/ns/default/sa/orders"))),
            ["ended a second ago"] = (SvidFault.Expired, leaf => leaf with { End = SvidVerifierTests.Now.AddSeconds(-1) }),
            ["ended a year ago"] = (SvidFault.Expired, leaf => leaf with { Start = leaf.Start.AddYears(-2), End = leaf.End.AddYears(-1) }),
            ["begins in a second"] = (SvidFault.NotYetValid, leaf => leaf with { Start = SvidVerifierTests.Now.AddSeconds(1) }),
            ["begins in a year"] = (SvidFault.NotYetValid, leaf => leaf with { Start = leaf.Start.AddYears(1), End = leaf.End.AddYears(1) }),
            ["says another issuer"] = (SvidFault.Untrusted, leaf => leaf with { Issuer = "CN=nobody" }),
        };

    private static byte[] Rsa(int bits)
    {
        using var key = RSA.Create(bits);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Curve(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return key.ExportSubjectPublicKeyInfo();
    }
}
