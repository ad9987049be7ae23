using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.ControlPlane.Identity.Sealing;

/// <summary>Where a control node has its sealing key from: a file, a variable of the environment, or a passphrase. Never from the command line.</summary>
/// <param name="KeyFile">Named by a person; null for none.</param>
/// <param name="Key">32 bytes in base64; null for none.</param>
/// <param name="Passphrase">Null for none.</param>
/// <param name="UsualFile">Where it is kept when nothing is given: made there when it is missing.</param>
public sealed record SealingSource(string? KeyFile, string? Key, string? Passphrase, string UsualFile)
{
    public const string KeyVariable = "ACTORMESH_SEALING_KEY", PassphraseVariable = "ACTORMESH_SEALING_PASSPHRASE";

    /// <summary>Characters.</summary>
    public const int PassphraseMin = 16;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int FileMax = 1024;

    /// <summary>It is made by this node, for itself.</summary>
    public bool IsUsual => KeyFile is null && Key is null && Passphrase is null;

    /// <exception cref="MemberException">There is none, or more than one, or it is not as it should be. The message does not hold it.</exception>
    public SealingKey Read()
    {
        if (new[] { KeyFile, Key, Passphrase }.Count(given => given is not null) > 1)
            throw new MemberException($"more than one sealing key is given; give one of --sealing-key-file, {KeyVariable} and {PassphraseVariable}");
        if (Passphrase is { } passphrase)
        {
            if (passphrase.Length < PassphraseMin) throw new MemberException($"{PassphraseVariable}: it has {passphrase.Length} characters; {PassphraseMin} are the least");
            return SealingKey.OfPassphrase(passphrase, PassphraseVariable);
        }
        if (Key is { } key) return SealingKey.OfKey(Decode(key, KeyVariable), KeyVariable);
        if (KeyFile is null && !File.Exists(UsualFile)) Make(UsualFile);
        var file = KeyFile ?? UsualFile;
        var read = SealingKey.OfKey(Decode(ReadFile(file), file), file);
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & ~OwnerOnly & ~UnixFileMode.UserExecute) == UnixFileMode.None
            ? read
            : throw new MemberException($"others than its owner may use the sealing key {file}; chmod 600 {file}");
    }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => KeyFile ?? (Key is not null ? KeyVariable : Passphrase is not null ? PassphraseVariable : UsualFile);

    private static string ReadFile(string path)
    {
        try
        {
            using var file = File.OpenText(path);
            var text = new char[FileMax];
            return new string(text, 0, file.ReadBlock(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MemberException($"the sealing key {path} cannot be read: {e.Message}");
        }
    }

    // Two nodes that begin at once on one machine end with one key: a file that is there stays as it is.
    private static void Make(string path)
    {
        try
        {
            OwnerFile.WriteNew(path, $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(SealingKey.KeyLength))}\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MemberException($"the sealing key {path} cannot be made: {e.Message}; name another with --sealing-key-file");
        }
    }

    private static byte[] Decode(string text, string origin)
    {
        var key = new byte[SealingKey.KeyLength];
        if (Convert.TryFromBase64String(text.Trim(), key, out var length) && length == SealingKey.KeyLength) return key;
        throw new MemberException($"{origin}: it is no sealing key; make one with: openssl rand -base64 {SealingKey.KeyLength}");
    }
}
