using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.ControlPlane.Authority;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>Roots that people bring along.</summary>
public sealed class RootImportTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly TestAuthority _root = new(Now);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_root_and_an_intermediate_with_its_root_are_taken()
    {
        using var intermediate = _root.Below("CN=mid");

        Assert.Equal([_root.Certificate], Read(Pem(_root), Key(_root))!.Chain);
        Assert.Equal([intermediate.Certificate, _root.Certificate], Read(Pem(intermediate) + Pem(_root), Key(intermediate))!.Chain);
    }

    [Fact]
    public void What_cannot_sign_for_a_mesh_is_refused_with_the_reason()
    {
        using var other = new TestAuthority(Now, "CN=other");
        using var deep = _root.Below("CN=mid").Below("CN=deep");
        using var shut = _root.Below("CN=shut", mid => mid.With(CertificateParts.Authority(pathLength: 0)));
        using var old = new TestAuthority(Now, "CN=old", root => root with { End = Now.AddDays(1) });
        using var young = new TestAuthority(Now, "CN=young", root => root with { Start = Now.AddDays(1) });
        using var plain = new TestAuthority(Now, "CN=plain", root => root.With(CertificateParts.Authority(isAuthority: false)));
        using var named = new TestAuthority(Now, "CN=named", root => root.And(CertificateParts.Uri("spiffe://shop.local/ns/default/sa/orders")));
        using var mid = _root.Below("CN=mid");

        Assert.Contains("0 certificates", Refusal("", Key(_root)), StringComparison.Ordinal);
        Assert.Contains("no private key", Refusal(Pem(_root), "nothing"), StringComparison.Ordinal);
        Assert.Contains("not the first certificate's", Refusal(Pem(_root), Key(other)), StringComparison.Ordinal);
        Assert.Contains("no root", Refusal(Pem(mid), Key(mid)), StringComparison.Ordinal);
        Assert.Contains("no root", Refusal(Pem(mid) + Pem(other), Key(mid)), StringComparison.Ordinal);
        Assert.Contains("3 certificates", Refusal(Pem(deep) + Pem(mid) + Pem(_root), Key(deep)), StringComparison.Ordinal);
        Assert.Contains("path length is 0", Refusal(Pem(shut) + Pem(_root), Key(shut)), StringComparison.Ordinal);
        Assert.Contains("in less than 2 days", Refusal(Pem(old), Key(old)), StringComparison.Ordinal);
        Assert.Contains("not valid before", Refusal(Pem(young), Key(young)), StringComparison.Ordinal);
        Assert.Contains("CA true", Refusal(Pem(plain), Key(plain)), StringComparison.Ordinal);
        Assert.Contains("names a workload", Refusal(Pem(named), Key(named)), StringComparison.Ordinal);
        Assert.Contains("65536", Refusal(new string('x', 65537), Key(_root)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_would_believe_is_refused_with_the_certificate_and_what_holds_it_back()
    {
        using var mid = _root.Below("CN=mid", mid => mid.And(Permitted("other.local")));
        using var root = new TestAuthority(Now, "CN=top", top => top.And(Permitted(".shop.local")));
        using var below = root.Below("CN=below");
        using var servers = _root.Below("CN=servers", servers => servers.And(CertificateParts.Extended(CertificateParts.Server)));
        using var own = _root.Below("CN=own", own => own.And(Permitted("shop.local")));

        var refusal = Refusal(Pem(mid) + Pem(_root), Key(mid));
        Assert.Contains("nobody would believe what it signs for spiffe://shop.local: ", refusal, StringComparison.Ordinal);
        Assert.EndsWith("; CN=mid has name constraints", refusal, StringComparison.Ordinal);
        Assert.EndsWith("; CN=top has name constraints", Refusal(Pem(below) + Pem(root), Key(below)), StringComparison.Ordinal);
        Assert.EndsWith("; CN=servers has an extended key usage", Refusal(Pem(servers) + Pem(_root), Key(servers)), StringComparison.Ordinal);
        Assert.NotNull(Read(Pem(own) + Pem(_root), Key(own)));
    }

    [Fact]
    public void The_end_of_what_signs_is_shown_and_said_in_time()
    {
        using var mid = _root.Below("CN=mid", mid => mid with { End = Now.AddDays(365) });
        using var database = new JournalFile();
        var (clock, sealing) = (new FakeTimeProvider(Now), SealingKey.OfKey(new byte[32], "a.key"));
        var authority = CertificateAuthority.Open(new RootStore(database.Settings, sealing, clock), sealing, IdentityTerms.Usual, clock);
        authority.Rotate(Read(Pem(mid) + Pem(_root), Key(mid)), goesOn: false, "ann");
        authority.Rotate(imported: null, goesOn: true, "ann");

        Assert.Equal(Now.AddDays(365), authority.Book.Signing.End);
        Assert.Equal("", authority.Refresh());
        clock.Advance(TimeSpan.FromDays(336));
        authority.Refresh();
        Assert.Contains("root-2, which was brought along, signs until 2027-11-30 12:00:00Z and no longer", authority.Refresh(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_key_is_refused()
    {
        var encrypted = _root.Key.ExportEncryptedPkcs8PrivateKeyPem("word", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        Assert.Contains("encrypted", Refusal(Pem(_root), encrypted), StringComparison.Ordinal);
    }

    [Fact]
    public void An_imported_intermediate_of_RSA_signs_once_its_turn_has_come()
    {
        using var rsa = RSA.Create(2048);
        using var intermediate = _root.Below("CN=mid", mid => mid with { PublicKey = rsa.ExportSubjectPublicKeyInfo() });
        using var database = new JournalFile();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (clock, id) = (new FakeTimeProvider(Now), SpiffeId.ForWorkload("shop.local", "default", "orders"));
        var sealing = SealingKey.OfKey(new byte[32], "a.key");
        var authority = CertificateAuthority.Open(
            new RootStore(database.Settings, sealing, clock), sealing, IdentityTerms.Usual with { TrustDomain = "shop.local" }, clock);

        authority.Rotate(Read(Pem(intermediate) + Pem(_root), rsa.ExportPkcs8PrivateKeyPem()), goesOn: false, "ann");
        authority.Rotate(imported: null, goesOn: true, "ann");
        var issued = authority.Issue(new PublicKey(key), id);

        using var leaf = X509CertificateLoader.LoadCertificate(issued.Chain[0]);
        var sent = new X509Certificate2Collection(issued.Chain.Skip(1).Select(bytes => X509CertificateLoader.LoadCertificate(bytes)).ToArray());
        Assert.Equal(2, sent.Count);
        Assert.Equal(id, new SvidVerifier(clock).Verify(leaf, sent, _root.Bundle()).Id);
        Assert.Equal(id, new SvidVerifier(clock).Verify(leaf, sent, authority.Bundle).Id);
    }

    // NameConstraints, RFC 5280, section 4.2.1.10: one permitted URI.
    private static X509Extension Permitted(string host)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence())
            writer.WriteCharacterString(UniversalTagNumber.IA5String, host, new Asn1Tag(TagClass.ContextSpecific, 6));
        return new X509Extension("2.5.29.30", writer.Encode(), critical: true);
    }

    private static RootImport? Read(string certificates, string key)
    {
        var import = RootImport.Read(certificates, key, TestAuthority.Domain, Now, out var problem);
        Assert.Equal("", problem);
        return import;
    }

    private static string Refusal(string certificates, string key)
    {
        Assert.Null(RootImport.Read(certificates, key, TestAuthority.Domain, Now, out var problem));
        Assert.DoesNotContain("PRIVATE", problem, StringComparison.Ordinal);
        return problem;
    }

    private static string Pem(TestAuthority authority) => $"{authority.Certificate.ExportCertificatePem()}\n";

    private static string Key(TestAuthority authority) => authority.Key.ExportPkcs8PrivateKeyPem();
}
