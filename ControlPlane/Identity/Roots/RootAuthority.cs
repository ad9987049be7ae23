using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>A certificate authority of the mesh, its key sealed.</summary>
/// <param name="Generation">From 1.</param>
/// <param name="Chain">Who signs first, its root last; one that is its own root stands alone.</param>
/// <param name="Seal">See <see cref="SealingKey"/>.</param>
/// <param name="IsImported">It was brought by a person.</param>
public sealed record RootAuthority(int Generation, IReadOnlyList<X509Certificate2> Chain, byte[] Seal, bool IsImported)
{
    public X509Certificate2 Signer => Chain[0];

    /// <summary>What peers believe in.</summary>
    public X509Certificate2 Root => Chain[^1];

    /// <summary>What stands between a certificate that it signs and the root.</summary>
    public IEnumerable<X509Certificate2> Intermediates => Chain.SkipLast(1);

    /// <summary>When the first of the chain ends, and nothing that it signs is believed any more.</summary>
    public DateTimeOffset End => Chain.Min(CertificateLife.End);

    /// <summary>As people are shown it.</summary>
    public string Name => $"root-{Generation}";

    public static RootAuthority Sealed(int generation, IReadOnlyList<X509Certificate2> chain, SigningKey key, SealingKey sealing, bool isImported)
    {
        var content = key.ExportPkcs8();
        try
        {
            return new RootAuthority(generation, chain, sealing.Seal(content, Context(generation, chain)), isImported);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Its key, for a signature. Blocks for some 0.2 s when the sealing key is a passphrase.</summary>
    /// <exception cref="SealException">The seal cannot be opened, or is of another certificate.</exception>
    public SigningKey Unseal(SealingKey sealing)
    {
        var content = Array.Empty<byte>();
        try
        {
            content = sealing.Open(Seal, Context(Generation, Chain));
            var key = SigningKey.Read(content);
            return key.IsOf(Signer) ? key : throw new SealException("the sealed key is not the certificate's");
        }
        catch (CryptographicException)
        {
            throw new SealException("the sealed key cannot be read");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Of all that it is.</summary>
    public byte[] Digest() => SHA256.HashData([.. Context(Generation, Chain), .. Seal]);

    private static byte[] Context(int generation, IReadOnlyList<X509Certificate2> chain)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes($"actormesh root {generation}"));
        foreach (var certificate in chain) hash.AppendData(SHA256.HashData(certificate.RawDataMemory.Span));
        return hash.GetHashAndReset();
    }
}
