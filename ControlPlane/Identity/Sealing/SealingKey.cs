using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ActorMesh.ControlPlane.Identity.Sealing;

/// <summary>What a root's key is sealed under: AES-256-GCM by a key of 32 bytes, or by one that is derived from a passphrase (PBKDF2, SHA-256).</summary>
/// <remarks>
/// A seal is: version (1), kind (1: 0 key, 1 passphrase), rounds (4, big endian), salt (16), mark of the key (8), nonce (12), tag (16), and what is
/// sealed. The mark tells a wrong key from damage.
/// </remarks>
public sealed class SealingKey
{
    public const int KeyLength = 32;

    /// <summary>Of PBKDF2. OWASP, Password Storage Cheat Sheet, 2023.</summary>
    public const int Rounds = 600_000;

    private const int RoundsMax = 10_000_000, SaltLength = 16, MarkLength = 8, NonceLength = 12, TagLength = 16;

    private const int SaltAt = 6, MarkAt = SaltAt + SaltLength, NonceAt = MarkAt + MarkLength, TagAt = NonceAt + NonceLength, HeadLength = TagAt + TagLength;

    private readonly byte[]? _key;
    private readonly string? _passphrase;

    private SealingKey(byte[]? key, string? passphrase, string origin) => (_key, _passphrase, Origin) = (key, passphrase, origin);

    /// <summary>Where it was found, for people.</summary>
    public string Origin { get; }

    public static SealingKey OfKey(ReadOnlySpan<byte> key, string origin) =>
        key.Length == KeyLength ? new SealingKey(key.ToArray(), null, origin) : throw new ArgumentOutOfRangeException(nameof(key));

    public static SealingKey OfPassphrase(string passphrase, string origin) => new(null, passphrase, origin);

    /// <summary>Blocks for some 0.2 s when it is a passphrase.</summary>
    /// <param name="context">What the seal is for: it opens for nothing else.</param>
    public byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> context)
    {
        var sealedBytes = new byte[HeadLength + content.Length];
        var span = sealedBytes.AsSpan();
        span[0] = 1;
        span[1] = (byte)(_key is null ? 1 : 0);
        BinaryPrimitives.WriteInt32BigEndian(span[2..], _key is null ? Rounds : 0);
        RandomNumberGenerator.Fill(span.Slice(SaltAt, SaltLength));
        RandomNumberGenerator.Fill(span.Slice(NonceAt, NonceLength));
        var key = Key(span.Slice(SaltAt, SaltLength), Rounds);
        Mark(key, span.Slice(SaltAt, SaltLength)).CopyTo(span[MarkAt..]);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(span.Slice(NonceAt, NonceLength), content, span[HeadLength..], span.Slice(TagAt, TagLength), context);
        return sealedBytes;
    }

    /// <summary>Blocks for some 0.2 s when it is a passphrase.</summary>
    /// <exception cref="SealException">It was sealed under another key, or is damaged.</exception>
    public byte[] Open(ReadOnlySpan<byte> seal, ReadOnlySpan<byte> context)
    {
        if (seal.Length < HeadLength || seal[0] != 1 || seal[1] > 1) throw new SealException("the sealed key is damaged, or of a newer version");
        if (seal[1] == 0 != _key is not null)
            throw new SealException(_key is null ? "it is sealed under a key, and a passphrase was given" : "it is sealed under a passphrase, and a key was given");
        var rounds = BinaryPrimitives.ReadInt32BigEndian(seal[2..]);
        if (_key is null && rounds is < Rounds or > RoundsMax) throw new SealException("the sealed key is damaged: its rounds are no number that was ever used");
        var salt = seal.Slice(SaltAt, SaltLength);
        var key = Key(salt, rounds);
        if (!CryptographicOperations.FixedTimeEquals(Mark(key, salt), seal.Slice(MarkAt, MarkLength))) throw new SealException($"it is sealed under another key than {Origin}");
        try
        {
            var content = new byte[seal.Length - HeadLength];
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(seal.Slice(NonceAt, NonceLength), seal[HeadLength..], seal.Slice(TagAt, TagLength), content, context);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealException("the sealed key, or the certificate that it belongs to, was changed");
        }
    }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => $"sealing key from {Origin}";

    private byte[] Key(ReadOnlySpan<byte> salt, int rounds) => _key ?? Rfc2898DeriveBytes.Pbkdf2(_passphrase!, salt, rounds, HashAlgorithmName.SHA256, KeyLength);

    private static ReadOnlySpan<byte> Mark(byte[] key, ReadOnlySpan<byte> salt)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData("actormesh sealing key"u8);
        hmac.AppendData(salt);
        return hmac.GetHashAndReset().AsSpan(0, MarkLength);
    }
}
