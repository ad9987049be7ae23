using System.Buffers.Text;
using System.Security.Cryptography;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Identity;

/// <summary>What lets a workload in once: <c>am1.SECRET.ROOT</c>, where ROOT is the SHA-256 of the mesh's root certificate (DER), base64url.</summary>
public sealed class JoinToken
{
    private const string Form = "am1";

    private JoinToken(string text, byte[] rootHash) => (Text, RootHash) = (text, rootHash);

    /// <summary>To be sent to the control plane that has proved to be the one it is meant for, and nowhere else.</summary>
    public string Text { get; }

    public byte[] RootHash { get; }

    /// <summary>Whether it is for the mesh of these roots.</summary>
    public bool IsFor(TrustBundle bundle) => bundle.Roots.Any(root => SHA256.HashData(root.RawDataMemory.Span).AsSpan().SequenceEqual(RootHash));

    /// <exception cref="InvalidDataException">It is none. The message does not repeat it.</exception>
    public static JoinToken Parse(string text)
    {
        var parts = text.Trim().Split('.');
        if (parts is not [Form, { Length: > 0 }, { Length: > 0 } root]) throw new InvalidDataException($"it is no token: one looks like {Form}.SECRET.ROOT");
        try
        {
            var hash = Base64Url.DecodeFromChars(root);
            return hash.Length == SHA256.HashSizeInBytes ? new JoinToken(text.Trim(), hash) : throw new InvalidDataException("it is no whole token: the hash of the root is too short or too long");
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("it is no whole token: the hash of the root is no base64url", e);
        }
    }

    /// <summary>Says nothing of its secret.</summary>
    public override string ToString() => $"{Form}.***";
}
