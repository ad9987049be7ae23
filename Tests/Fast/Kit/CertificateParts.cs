using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Extensions of certificates, right and wrong ones.</summary>
internal static class CertificateParts
{
    public const string NamesOid = "2.5.29.17", UsageOid = "2.5.29.15", ConstraintsOid = "2.5.29.19", ExtendedOid = "2.5.29.37";

    public const string Server = "1.3.6.1.5.5.7.3.1", Client = "1.3.6.1.5.5.7.3.2";

    public static X509Extension Uri(params IEnumerable<string> uris) => Names(uris.Select(uri => ((int, string))(6, uri)));

    /// <param name="names">1 for mail, 2 for DNS, 6 for URI, and the name.</param>
    public static X509Extension Names(IEnumerable<(int Kind, string Name)> names, bool critical = true)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
            foreach (var (kind, name) in names)
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, kind));
        return new X509Extension(NamesOid, writer.Encode(), critical);
    }

    public static X509Extension Usage(X509KeyUsageFlags flags, bool critical = true) => new X509KeyUsageExtension(flags, critical);

    public static X509Extension Extended(params IEnumerable<string> usages)
    {
        var list = new OidCollection();
        foreach (var usage in usages) list.Add(new Oid(usage));
        return new X509EnhancedKeyUsageExtension(list, critical: false);
    }

    public static X509Extension Authority(bool isAuthority = true, int? pathLength = null, bool critical = true) =>
        new X509BasicConstraintsExtension(isAuthority, pathLength is not null, pathLength ?? 0, critical);

    /// <summary>Bytes that mean nothing, in the place of an extension.</summary>
    public static X509Extension Damaged(string oid) => new(oid, new byte[] { 0x30, 0x7F, 0x01 }, critical: true);
}
