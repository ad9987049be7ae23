using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Identity;

/// <summary>An identity as PEM files that something else writes: <c>svid.pem</c> (the certificate and its intermediates), <c>key.pem</c>, <c>bundle.pem</c>.</summary>
/// <remarks>Blocks on the disk.</remarks>
public sealed class IdentityFolder(string path)
{
    public const string ChainName = "svid.pem", KeyName = "key.pem", BundleName = "bundle.pem";

    private const int BytesMax = 256 * 1024;

    private byte[] _last = [];

    /// <returns>Null when nothing has changed since it was last read.</returns>
    /// <exception cref="InvalidDataException">The files make no identity; the message says why. Also while they are being replaced: look again.</exception>
    /// <exception cref="IOException">A file cannot be read, or others may read the key.</exception>
    internal WorkloadSvid? Read(DateTimeOffset now)
    {
        IdentityFile.CheckOwned(Path.Combine(path, KeyName));
        var (chain, key, bundle) = (Text(ChainName), Text(KeyName), Text(BundleName));
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{chain}\0{key}\0{bundle}"));
        if (hash.AsSpan().SequenceEqual(_last)) return null;
        var read = Read(chain, key, bundle, now);
        _last = hash;
        return read;
    }

    private static WorkloadSvid Read(string chain, string key, string bundle, DateTimeOffset now)
    {
        const double RotationIsNotOurs = 1;
        try
        {
            X509Certificate2Collection certificates = [], roots = [];
            certificates.ImportFromPem(chain);
            roots.ImportFromPem(bundle);
            if (certificates.Count == 0) throw new InvalidDataException($"{ChainName} has no certificate");
            if (SvidRules.CheckLeaf(certificates[0], out var id) is { } problem) throw new InvalidDataException($"{ChainName}: {problem.Message}");
            using var own = WorkloadKey.ReadPem(key);
            var received = CertificateLife.Start(certificates[0]) is var start && start > now ? start : now;
            return WorkloadSvid.Of([.. certificates], own, new TrustBundle(id!.TrustDomain, roots, sequence: 0), received, RotationIsNotOurs);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private string Text(string name)
    {
        var file = Path.Combine(path, name);
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > BytesMax }) throw new InvalidDataException($"{file} is longer than {BytesMax} bytes");
            return File.ReadAllText(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{file} cannot be read: {e.Message}", e);
        }
    }
}
