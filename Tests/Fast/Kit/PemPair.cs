using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A certificate that vouches for itself, and its key, made for a test.</summary>
public sealed class PemPair
{
    public static readonly DateTimeOffset Begin = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly AsymmetricAlgorithm _key;

    public PemPair(string name = "orders", bool isRsa = false, DateTimeOffset? begin = null, DateTimeOffset? end = null)
    {
        _key = isRsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = _key is RSA rsa
            ? new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", (ECDsa)_key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(begin ?? Begin, end ?? End);
        Certificate = certificate.ExportCertificatePem();
        Pkcs12 = certificate.Export(X509ContentType.Pkcs12, "secret");
        Sha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    public string Certificate { get; }

    public string Key => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>Its password is <c>secret</c>.</summary>
    public byte[] Pkcs12 { get; }

    public string Sha256 { get; }

    /// <summary>As PKCS #1 or SEC 1, whichever belongs to it.</summary>
    public string OldKey => _key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)_key).ExportECPrivateKeyPem();

    public string EncryptedKey(string password) =>
        _key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
}
