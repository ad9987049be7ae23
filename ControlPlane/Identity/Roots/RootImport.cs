using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>A root, or an intermediate with its root, that a person brings along.</summary>
/// <param name="Chain">Who signs first, its root last.</param>
public sealed record RootImport(IReadOnlyList<X509Certificate2> Chain, SigningKey Key)
{
    /// <summary>A leaf and the node's own intermediate come on top of it.</summary>
    public const int ChainMax = SvidVerifier.ChainMax - 2;

    /// <summary>Characters of PEM.</summary>
    public const int TextMax = 64 * 1024;

    private static readonly TimeSpan LeftMin = TimeSpan.FromDays(2);

    /// <param name="certificates">PEM: who signs first, its root last.</param>
    /// <param name="key">PEM: of who signs. Not encrypted.</param>
    /// <param name="trustDomain">For which it is to sign, without <c>spiffe://</c>.</param>
    /// <param name="problem">What is wrong; empty when it can be used. It does not hold the key.</param>
    public static RootImport? Read(string certificates, string key, string trustDomain, DateTimeOffset now, out string problem)
    {
        if (certificates.Length > TextMax || key.Length > TextMax)
        {
            problem = $"there are more than {TextMax} characters";
            return null;
        }
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPem(certificates);
            List<X509Certificate2> chain = [.. read];
            if (ProblemOf(chain, now) is { } wrong)
            {
                problem = wrong;
                return null;
            }
            var signing = SigningKey.ReadPem(key);
            problem = signing.IsOf(chain[0]) ? RootTrial.ProblemOf(chain, signing, trustDomain, now) ?? "" : $"the key is not the first certificate's, {chain[0].Subject}";
            return problem.Length == 0 ? new RootImport(chain, signing) : null;
        }
        catch (CryptographicException e)
        {
            problem = $"it cannot be read: {e.Message}";
            return null;
        }
    }

    private static string? ProblemOf(List<X509Certificate2> chain, DateTimeOffset now)
    {
        if (chain.Count is 0 or > ChainMax) return $"there are {chain.Count} certificates; one that is its own root, or an intermediate and its root behind it";
        foreach (var certificate in chain)
        {
            if (SvidRules.CheckSigner(certificate) is { } broken) return $"{certificate.Subject}: {broken.Message}";
            if (CertificateLife.Start(certificate) > now) return $"{certificate.Subject}: it is not valid before {CertificateLife.Start(certificate):u}";
            if (CertificateLife.End(certificate) < now + LeftMin) return $"{certificate.Subject}: it ends at {CertificateLife.End(certificate):u}, in less than {LeftMin.TotalDays:0} days";
        }
        if (PathLengthProblem(chain) is { } length) return length;
        using var path = new X509Chain();
        path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        path.ChainPolicy.CustomTrustStore.Add(chain[^1]);
        path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        path.ChainPolicy.DisableCertificateDownloads = true;
        path.ChainPolicy.VerificationTime = now.UtcDateTime;
        return path.Build(chain[0]) && path.ChainElements.Count == chain.Count
            ? null
            : $"the last certificate, {chain[^1].Subject}, is no root that signed itself and the one before it ({string.Join(", ", path.ChainStatus.Select(status => status.Status))})";
    }

    // Each control node has an intermediate of its own below who signs.
    private static string? PathLengthProblem(List<X509Certificate2> chain)
    {
        foreach (var (below, certificate) in chain.Index())
            if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().First() is { HasPathLengthConstraint: true } limits && limits.PathLengthConstraint < below + 1)
                return $"{certificate.Subject}: its path length is {limits.PathLengthConstraint}, and has to be {below + 1} at least: each control node has an intermediate of its own below it";
        return null;
    }
}
