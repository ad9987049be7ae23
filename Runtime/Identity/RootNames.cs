using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Runtime.Identity;

/// <summary>
/// How a token names the roots that whoever holds it is to believe: the SHA-256 of each (DER), one behind the other, base64url. While one root follows
/// another both are named, so that a token is good before and after. Immutable.
/// </summary>
public sealed class RootNames
{
    /// <summary>A root, the one before it and the one after.</summary>
    public const int Max = 3;

    private readonly byte[][] _hashes;

    private RootNames(byte[][] hashes) => _hashes = hashes;

    public static RootNames Of(TrustBundle bundle) => new([.. bundle.Roots.Select(Hash).Take(Max)]);

    /// <exception cref="InvalidDataException">It names none, or is not whole. The message does not repeat it.</exception>
    public static RootNames Parse(ReadOnlySpan<char> text)
    {
        try
        {
            var all = Base64Url.DecodeFromChars(text);
            if (all.Length is 0 or > Max * SHA256.HashSizeInBytes || all.Length % SHA256.HashSizeInBytes != 0)
                throw new InvalidDataException("the hash of the root is too short or too long");
            return new RootNames(all.Chunk(SHA256.HashSizeInBytes).ToArray());
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("the hash of the root is no base64url", e);
        }
    }

    public bool Has(X509Certificate2 root) => Hash(root) is var hash && _hashes.Any(named => named.AsSpan().SequenceEqual(hash));

    public override string ToString() => Base64Url.EncodeToString(_hashes.SelectMany(hash => hash).ToArray());

    private static byte[] Hash(X509Certificate2 root) => SHA256.HashData(root.RawDataMemory.Span);
}
