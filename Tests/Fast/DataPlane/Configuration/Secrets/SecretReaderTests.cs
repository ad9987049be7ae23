using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Secrets;

/// <summary>What is taken for a certificate, a key and roots, and what is said of the rest.</summary>
public sealed class SecretReaderTests
{
    private static readonly PemPair Pair = new();
    private static readonly PemPair Rsa = new(isRsa: true);
    private static readonly DateTimeOffset Now = PemPair.Begin.AddDays(30);

    [Fact]
    public void A_key_is_read_in_each_usual_form()
    {
        foreach (var pair in (PemPair[])[Pair, Rsa])
        {
            Assert.Equal(pair.Sha256, Read(pair.Certificate, pair.Key));
            Assert.Equal(pair.Sha256, Read(pair.Certificate, pair.OldKey));
            Assert.Equal(pair.Sha256, Read(pair.Certificate, pair.EncryptedKey("hunter2"), "hunter2\n"));
            var secret = new Secret { TlsCertificate = new TlsCertificate { Pkcs12 = new DataSource { InlineBytes = ByteString.CopyFrom(pair.Pkcs12) }, Password = Text("secret") } };
            Assert.Equal(pair.Sha256, Sha256(secret));
        }
    }

    [Fact]
    public void Who_signed_a_certificate_is_sent_with_it_but_for_the_root()
    {
        var secret = Certificate($"{Pair.Certificate}\n{Rsa.Certificate}", Pair.Key);

        Assert.Empty(SecretReader.Read(secret, Now).Identity!.Intermediates);
    }

    [Fact]
    public void What_is_not_sound_is_refused_with_the_field_and_the_reason()
    {
        Refused("certificate_chain: holds no certificate; it begins with -----BEGIN CERTIFICATE-----", Certificate("hello", Pair.Key));
        Refused("certificate_chain: a certificate in it is damaged", Certificate(Pair.Certificate.Replace("MII", "AAA", StringComparison.Ordinal), Pair.Key));
        Refused("private_key: holds no key of the kind that the certificate has, or is encrypted and there is no password", Certificate(Pair.Certificate, Rsa.Key));
        Refused("private_key: holds no key of the kind that the certificate has, or is encrypted and there is no password", Certificate(Pair.Certificate, Pair.EncryptedKey("hunter2")));
        Refused("private_key: holds no encrypted key of the kind that the certificate has, or the password is wrong", Certificate(Pair.Certificate, Pair.EncryptedKey("hunter2"), "hunter3"));
        Refused("private_key: does not belong to the certificate; in certificate_chain the certificate itself comes first", Certificate(Pair.Certificate, new PemPair().Key));
        Refused("pkcs12: is no PKCS #12, or the password is wrong", new Secret { TlsCertificate = new TlsCertificate { Pkcs12 = Text("hello") } });
        Refused("private_key: the file /nowhere/key.pem is not there", new Secret { TlsCertificate = new TlsCertificate { CertificateChain = Text(Pair.Certificate), PrivateKey = new DataSource { Filename = "/nowhere/key.pem" } } });
        Refused("certificate_chain: the environment has no ACTORMESH_NOWHERE", new Secret { TlsCertificate = new TlsCertificate { CertificateChain = new DataSource { EnvironmentVariable = "ACTORMESH_NOWHERE" } } });
        Refused("trusted_ca: holds no certificate; it begins with -----BEGIN CERTIFICATE-----", new Secret { ValidationContext = new CertificateValidationContext { TrustedCa = Text("") } });
        Refused("it is neither a tls_certificate nor a validation_context with trusted_ca", new Secret());
    }

    [Fact]
    public void A_certificate_is_good_in_its_time()
    {
        var secret = Certificate(Pair.Certificate, Pair.Key);

        Assert.Equal("certificate_chain: the certificate ended at 2036-01-01 00:00:00Z; renew it", Problem(secret, PemPair.End.AddSeconds(1)));
        Assert.Equal("certificate_chain: the certificate begins at 2025-12-01 00:00:00Z; is the clock right?", Problem(secret, PemPair.Begin.AddSeconds(-1)));
        Assert.NotNull(SecretReader.Read(secret, PemPair.End).Identity);
    }

    [Fact]
    public void Roots_are_one_certificate_or_more()
    {
        var secret = new Secret { ValidationContext = new CertificateValidationContext { TrustedCa = Text($"# ours\n{Pair.Certificate}\n{Rsa.Certificate}\n") } };

        Assert.Equal(2, SecretReader.Read(secret, Now).Roots!.Certificates.Count);
    }

    [Fact]
    public void Roots_that_are_called_like_a_trust_domain_speak_for_that_one_alone()
    {
        var secret = new Secret { Name = "spiffe://shop", ValidationContext = new CertificateValidationContext { TrustedCa = Text(Pair.Certificate) } };

        Assert.Equal("shop", SecretReader.Read(secret, Now).Roots!.BundleFor("other").TrustDomain);
        secret.Name = "roots";
        Assert.Equal("other", SecretReader.Read(secret, Now).Roots!.BundleFor("other").TrustDomain);
    }

    [Fact]
    public void No_text_of_a_source_holds_its_key() =>
        Assert.DoesNotContain("PRIVATE", new SecretSource("n", "listener 'in'", "p.", Certificate(Pair.Certificate, Pair.Key)).ToString(), StringComparison.Ordinal);

    private static string Read(string chain, string key, string? password = null) => Sha256(Certificate(chain, key, password));

    private static string Sha256(Secret secret) => SecretReader.Read(secret, Now).Identity!.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

    private static Secret Certificate(string chain, string key, string? password = null)
    {
        var certificate = new TlsCertificate { CertificateChain = Text(chain), PrivateKey = Text(key) };
        if (password is not null) certificate.Password = Text(password);
        return new Secret { TlsCertificate = certificate };
    }

    private static void Refused(string reason, Secret secret)
    {
        var problem = Problem(secret, Now);
        Assert.Equal(reason, problem);
        Assert.DoesNotContain("hunter", problem, StringComparison.Ordinal);
    }

    private static string Problem(Secret secret, DateTimeOffset now) => Assert.Throws<InvalidDataException>(() => SecretReader.Read(secret, now)).Message;

    private static DataSource Text(string text) => new() { InlineString = text };
}
