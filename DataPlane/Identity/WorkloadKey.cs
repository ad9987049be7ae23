using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.DataPlane.Identity;

/// <summary>A key pair (ECDSA, P-256), made in this process. The private key leaves it only for the file of its owner.</summary>
public sealed class WorkloadKey : IDisposable
{
    private readonly ECDsa _key;

    private WorkloadKey(ECDsa key) => _key = key;

    public static WorkloadKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <param name="exported">PKCS #8, DER.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    internal static WorkloadKey Read(ReadOnlySpan<byte> exported)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(exported, out _);
            return new WorkloadKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <exception cref="ArgumentException">It is no such key.</exception>
    internal static WorkloadKey ReadPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new WorkloadKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>PKCS #10, DER, with nothing in it but the public key: who its owner is, is not the owner's to say.</summary>
    public byte[] Request() => new CertificateRequest(new X500DistinguishedName(""), _key, HashAlgorithmName.SHA256).CreateSigningRequest();

    /// <exception cref="ArgumentException">The certificate is for another key.</exception>
    public X509Certificate2 Join(X509Certificate2 certificate) => certificate.CopyWithPrivateKey(_key);

    public void Dispose() => _key.Dispose();

    /// <summary>PKCS #8, DER.</summary>
    internal byte[] Export() => _key.ExportPkcs8PrivateKey();
}
