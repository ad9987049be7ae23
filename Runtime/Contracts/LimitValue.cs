using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace ActorMesh.Runtime.Contracts;

/// <summary>
/// What stands for the value of a limit's entry. Clients choose such values, and none is too long or too odd to be counted: what is no UTF-8 is
/// counted as U+FFFD, and a long value as its SHA-256. Sidecars and coordinators do the same, so that whoever asks means the same bucket.
/// </summary>
public static class LimitValue
{
    /// <summary>Of UTF-8. A value of so many stands for itself.</summary>
    public const int BytesMax = 256;

    /// <summary>Whether a value stands for itself.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> value) => value.Length <= BytesMax && Utf8.IsValid(value);

    /// <summary>For any bytes.</summary>
    public static string Of(ReadOnlySpan<byte> value) => Of(Encoding.UTF8.GetString(value));

    /// <summary>For any text. Of what it returns, it returns the same.</summary>
    public static string Of(string value) =>
        Encoding.UTF8.GetByteCount(value) <= BytesMax ? value : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))}";
}
