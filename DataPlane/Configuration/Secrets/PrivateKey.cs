using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>Brings a certificate and its private key together.</summary>
internal static class PrivateKey
{
    /// <param name="key">PEM: PKCS #8, encrypted or not, PKCS #1 or SEC 1.</param>
    /// <exception cref="InvalidDataException">It is no such key, or belongs to another certificate.</exception>
    public static X509Certificate2 Join(X509Certificate2 certificate, SecretText key, SecretText? password)
    {
        if (certificate.GetRSAPublicKey() is { } rsa)
        {
            rsa.Dispose();
            using var ours = Import(RSA.Create(), key, password);
            return Joined(() => certificate.CopyWithPrivateKey(ours));
        }
        if (certificate.GetECDsaPublicKey() is not { } ecdsa) throw new InvalidDataException("certificate_chain: the certificate's key is neither RSA nor ECDSA");
        ecdsa.Dispose();
        using var other = Import(ECDsa.Create(), key, password);
        return Joined(() => certificate.CopyWithPrivateKey(other));
    }

    private static T Import<T>(T algorithm, SecretText key, SecretText? password)
        where T : AsymmetricAlgorithm
    {
        try
        {
            if (password is null) algorithm.ImportFromPem(key.Characters);
            else algorithm.ImportFromEncryptedPem(key.Characters, password.OneLine);
            return algorithm;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            algorithm.Dispose();
            throw new InvalidDataException(
                password is null
                    ? "private_key: holds no key of the kind that the certificate has, or is encrypted and there is no password"
                    : "private_key: holds no encrypted key of the kind that the certificate has, or the password is wrong",
                e);
        }
    }

    private static X509Certificate2 Joined(Func<X509Certificate2> join)
    {
        try
        {
            return join();
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException("private_key: does not belong to the certificate; in certificate_chain the certificate itself comes first", e);
        }
    }
}
