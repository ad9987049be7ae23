using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Runtime.Identity;

/// <summary>The authorities of one trust domain that are believed. Immutable: a change makes another one.</summary>
public sealed class TrustBundle
{
    /// <param name="trustDomain">Without <c>spiffe://</c>.</param>
    /// <param name="sequence">Rises with each change.</param>
    public TrustBundle(string trustDomain, IEnumerable<X509Certificate2> roots, long sequence)
    {
        TrustDomain = trustDomain;
        Sequence = sequence;
        Roots = [.. roots];
        Sha256 = HashOf(Roots);
    }

    public string TrustDomain { get; }

    public long Sequence { get; }

    public IReadOnlyList<X509Certificate2> Roots { get; }

    /// <summary>Of what it holds, whatever its sequence.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; }

    /// <summary>Of the DER of certificates, each hashed by itself, in the order of their hashes.</summary>
    public static byte[] HashOf(IEnumerable<X509Certificate2> certificates)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var hash in certificates.Select(root => SHA256.HashData(root.RawDataMemory.Span)).OrderBy(Convert.ToHexString, StringComparer.Ordinal)) all.AppendData(hash);
        return all.GetHashAndReset();
    }
}
