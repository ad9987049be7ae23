using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>The private key of an authority, in memory. Whoever holds it disposes of it.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    private SigningKey(AsymmetricAlgorithm key) => _key = key;

    public PublicKey PublicKey => _key switch
    {
        ECDsa ecdsa => new PublicKey(ecdsa),
        RSA rsa => new PublicKey(rsa),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>ECDSA, P-256.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <param name="pkcs8">DER.</param>
    /// <exception cref="CryptographicException">It is neither ECDSA nor RSA.</exception>
    public static SigningKey Read(ReadOnlySpan<byte> pkcs8)
    {
        try
        {
            var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(pkcs8, out _);
            return new SigningKey(ecdsa);
        }
        catch (CryptographicException)
        {
            var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(pkcs8, out _);
            return new SigningKey(rsa);
        }
    }

    /// <exception cref="CryptographicException">There is no key in it, or it is neither ECDSA nor RSA, or is encrypted.</exception>
    public static SigningKey ReadPem(string pem)
    {
        try
        {
            var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(pem);
            return new SigningKey(ecdsa);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return ReadRsaPem(pem);
        }
    }

    public byte[] ExportPkcs8() => _key.ExportPkcs8PrivateKey();

    /// <summary>Whether it is the key of <paramref name="certificate"/>.</summary>
    public bool IsOf(X509Certificate2 certificate) => PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    public X509SignatureGenerator Generator() => _key switch
    {
        ECDsa ecdsa => X509SignatureGenerator.CreateForECDsa(ecdsa),
        RSA rsa => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
        _ => throw new InvalidOperationException(),
    };

    public void Dispose() => _key.Dispose();

    private static SigningKey ReadRsaPem(string pem)
    {
        try
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return new SigningKey(rsa);
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("there is no private key in it, or it is encrypted", e);
        }
    }
}
