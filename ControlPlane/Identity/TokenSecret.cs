using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>
/// The text of a token, <c>am1.SECRET.ROOT</c>: 32 random bytes, and the SHA-256 of the root that signs (DER), by which who joins knows the control
/// plane at the first contact. Both base64url.
/// </summary>
public static class TokenSecret
{
    private const string Form = "am1";

    private const int SecretLength = 32, TextMax = 256;

    /// <param name="hash">Of the secret: all that is kept.</param>
    /// <returns>To be given to whoever joins, and kept nowhere.</returns>
    public static string Create(X509Certificate2 root, out byte[] hash)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        hash = SHA256.HashData(secret);
        return $"{Form}.{Base64Url.EncodeToString(secret)}.{Base64Url.EncodeToString(SHA256.HashData(root.RawDataMemory.Span))}";
    }

    /// <returns>The hash of its secret; null when it is no token.</returns>
    public static byte[]? HashOf(string text)
    {
        if (text.Length > TextMax || text.Split('.') is not [Form, var secret, _] || !Base64Url.IsValid(secret, out var length) || length != SecretLength) return null;
        return SHA256.HashData(Base64Url.DecodeFromChars(secret));
    }
}
