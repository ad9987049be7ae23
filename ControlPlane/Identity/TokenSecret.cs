using System.Buffers.Text;
using System.Security.Cryptography;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>
/// The text of a token, <c>am1.SECRET.ROOT</c>: 32 random bytes in base64url, and the roots that are believed, by which who joins knows the control
/// plane at the first contact.
/// </summary>
public static class TokenSecret
{
    private const string Form = "am1";

    private const int SecretLength = 32, TextMax = 256;

    /// <param name="hash">Of the secret: all that is kept.</param>
    /// <returns>To be given to whoever joins, and kept nowhere.</returns>
    public static string Create(TrustBundle bundle, out byte[] hash)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        hash = SHA256.HashData(secret);
        return $"{Form}.{Base64Url.EncodeToString(secret)}.{RootNames.Of(bundle)}";
    }

    /// <returns>The hash of its secret; null when it is no token.</returns>
    public static byte[]? HashOf(string text)
    {
        if (text.Length > TextMax || text.Split('.') is not [Form, var secret, _] || !Base64Url.IsValid(secret, out var length) || length != SecretLength) return null;
        return SHA256.HashData(Base64Url.DecodeFromChars(secret));
    }
}
