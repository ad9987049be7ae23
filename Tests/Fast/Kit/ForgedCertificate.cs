using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A certificate written byte by byte, so that anything can be wrong with it (RFC 5280, section 4.1).</summary>
internal sealed record ForgedCertificate
{
    public const string EcdsaSha256 = "1.2.840.10045.4.3.2";

    /// <summary>Left out of the bytes when it is 1.</summary>
    public int Version { get; init; } = 3;

    public byte[] Serial { get; init; } = [0x2A, 0x01];

    /// <summary>What it says; it is always signed by ECDSA with SHA-256.</summary>
    public string SignatureAlgorithm { get; init; } = EcdsaSha256;

    public string Issuer { get; init; } = "CN=root";

    public string Subject { get; init; } = "";

    public DateTimeOffset Start { get; init; }

    public DateTimeOffset End { get; init; }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public byte[] PublicKey { get; init; } = [];

    public IReadOnlyList<X509Extension> Extensions { get; init; } = [];

    /// <summary>Puts <paramref name="extension"/> in the place of its like, or at the end.</summary>
    public ForgedCertificate With(X509Extension extension) => Without(extension.Oid!.Value!) with { Extensions = [.. Without(extension.Oid!.Value!).Extensions, extension] };

    public ForgedCertificate Without(string oid) => this with { Extensions = [.. Extensions.Where(extension => extension.Oid!.Value != oid)] };

    /// <summary>Adds it beside its like.</summary>
    public ForgedCertificate And(X509Extension extension) => this with { Extensions = [.. Extensions, extension] };

    public X509Certificate2 SignedBy(ECDsa key) => X509CertificateLoader.LoadCertificate(BytesSignedBy(key));

    public byte[] BytesSignedBy(ECDsa key)
    {
        var body = Body();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(body);
            WriteAlgorithm(writer);
            writer.WriteBitString(key.SignData(body, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
        return writer.Encode();
    }

    private byte[] Body()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (Version != 1)
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) writer.WriteInteger(Version - 1);
            writer.WriteInteger(Serial);
            WriteAlgorithm(writer);
            writer.WriteEncodedValue(new X500DistinguishedName(Issuer).RawData);
            using (writer.PushSequence())
            {
                writer.WriteUtcTime(Start, 2049);
                writer.WriteUtcTime(End, 2049);
            }
            writer.WriteEncodedValue(new X500DistinguishedName(Subject).RawData);
            writer.WriteEncodedValue(PublicKey);
            WriteExtensions(writer);
        }
        return writer.Encode();
    }

    private void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier(SignatureAlgorithm);
    }

    private void WriteExtensions(AsnWriter writer)
    {
        if (Extensions.Count == 0) return;
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
        using (writer.PushSequence())
            foreach (var extension in Extensions)
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(extension.Oid!.Value!);
                    if (extension.Critical) writer.WriteBoolean(true);
                    writer.WriteOctetString(extension.RawData);
                }
    }
}
