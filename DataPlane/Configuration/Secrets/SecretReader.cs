using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>Reads secrets, and finds out whether they are sound. Blocks on the disk where they are in files.</summary>
internal static class SecretReader
{
    /// <param name="now">Null: a certificate's time is not looked at.</param>
    /// <exception cref="InvalidDataException">It is not sound; the message says which field, and why, and holds nothing of it.</exception>
    public static LoadedSecret Read(Secret secret, DateTimeOffset? now) => secret.TypeCase switch
    {
        Secret.TypeOneofCase.TlsCertificate => new LoadedSecret(Identity(secret.TlsCertificate, now)),
        Secret.TypeOneofCase.ValidationContext when secret.ValidationContext.TrustedCa is { } roots => new LoadedSecret(new TrustRoots(Certificates(roots, "trusted_ca"), TrustDomainOf(secret.Name), BundleSequence.In(roots.InlineString))),
        _ => throw new InvalidDataException("it is neither a tls_certificate nor a validation_context with trusted_ca"),
    };

    /// <summary>Roots that are called like a trust domain speak for that one alone.</summary>
    private static string? TrustDomainOf(string name) => SpiffeId.TryParse(name, out var id, out _) && id.Path.Length == 0 ? id.TrustDomain : null;

    private static TlsIdentity Identity(TlsCertificate source, DateTimeOffset? now)
    {
        var (certificate, others) = source.Pkcs12 is null ? FromPem(source) : FromPkcs12(source);
        var field = source.Pkcs12 is null ? "certificate_chain" : "pkcs12";
        var (begin, end) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        if (now > end) throw new InvalidDataException($"{field}: the certificate ended at {end.UtcDateTime:u}; renew it");
        if (now < begin) throw new InvalidDataException($"{field}: the certificate begins at {begin.UtcDateTime:u}; is the clock right?");
        // Whoever verifies has the root already.
        return new TlsIdentity(certificate, [.. others.Where(other => !other.SubjectName.RawData.AsSpan().SequenceEqual(other.IssuerName.RawData))]);
    }

    private static (X509Certificate2 Certificate, IEnumerable<X509Certificate2> Others) FromPem(TlsCertificate source)
    {
        var chain = Certificates(source.CertificateChain, "certificate_chain");
        using var key = SecretText.Read(source.PrivateKey, "private_key");
        using var password = source.Password is null ? null : SecretText.Read(source.Password, "password");
        return (PrivateKey.Join(chain[0], key, password), chain.Skip(1));
    }

    private static (X509Certificate2 Certificate, IEnumerable<X509Certificate2> Others) FromPkcs12(TlsCertificate source)
    {
        using var password = source.Password is null ? null : SecretText.Read(source.Password, "password");
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(
                SecretBytes.Read(source.Pkcs12, "pkcs12"), password is null ? default : password.OneLine, X509KeyStorageFlags.EphemeralKeySet);
            var certificate = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw new InvalidDataException("pkcs12: holds no private key");
            return (certificate, all.Where(one => !one.HasPrivateKey));
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException("pkcs12: is no PKCS #12, or the password is wrong", e);
        }
    }

    private static X509Certificate2Collection Certificates(Runtime.Contracts.Envoy.Core.DataSource? source, string field)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Encoding.UTF8.GetString(SecretBytes.Read(source, field)));
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"{field}: a certificate in it is damaged", e);
        }
        return certificates.Count > 0 ? certificates : throw new InvalidDataException($"{field}: holds no certificate; it begins with -----BEGIN CERTIFICATE-----");
    }
}
