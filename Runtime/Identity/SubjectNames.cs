using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ActorMesh.Runtime.Identity;

/// <summary>The subject alternative names of a certificate (RFC 5280, section 4.2.1.6), in their order.</summary>
/// <param name="Count">Of all kinds, those that are not listed here too.</param>
public sealed record SubjectNames(IReadOnlyList<string> Uris, IReadOnlyList<string> DnsNames, IReadOnlyList<string> Emails, IReadOnlyList<byte[]> Addresses, int Count)
{
    private const string SubjectAlternativeName = "2.5.29.17";

    // GeneralName, RFC 5280 appendix A.2.
    private static readonly Asn1Tag Email = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Dns = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 7);

    /// <exception cref="CryptographicException">The extension is damaged, or there are two.</exception>
    public static SubjectNames Of(X509Certificate2 certificate)
    {
        List<string> uris = [], dnsNames = [], emails = [];
        List<byte[]> addresses = [];
        var count = 0;
        var extensions = certificate.Extensions.Where(extension => extension.Oid?.Value == SubjectAlternativeName).ToList();
        if (extensions.Count > 1) throw new CryptographicException("The certificate has two lists of subject alternative names.");
        if (extensions.Count == 0) return new SubjectNames(uris, dnsNames, emails, addresses, 0);
        try
        {
            var reader = new AsnReader(extensions[0].RawData, AsnEncodingRules.DER);
            var names = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            while (names.HasData)
            {
                count++;
                var tag = names.PeekTag();
                if (tag.HasSameClassAndValue(Uri)) uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Uri));
                else if (tag.HasSameClassAndValue(Dns)) dnsNames.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Dns));
                else if (tag.HasSameClassAndValue(Email)) emails.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Email));
                else if (tag.HasSameClassAndValue(Address)) addresses.Add(names.ReadOctetString(Address));
                else names.ReadEncodedValue();
            }
        }
        catch (Exception e) when (e is AsnContentException or DecoderFallbackException)
        {
            throw new CryptographicException("The certificate's list of subject alternative names is damaged.", e);
        }

        return new SubjectNames(uris, dnsNames, emails, addresses, count);
    }
}
