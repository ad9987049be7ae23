using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;

namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>Has an authority sign a certificate for nobody, as a control node would, and looks at it as a peer would: before anybody depends on it.</summary>
internal static class RootTrial
{
    // What an authority is held back by (RFC 5280, section 4.2.1).
    private static readonly Dictionary<string, string> Constraints = new(StringComparer.Ordinal)
    {
        ["2.5.29.30"] = "name constraints", ["2.5.29.36"] = "policy constraints", ["2.5.29.37"] = "an extended key usage",
    };

    /// <param name="chain">Who signs first, its root last.</param>
    /// <returns>Why nobody would believe what it signs; null when all would.</returns>
    public static string? ProblemOf(IReadOnlyList<X509Certificate2> chain, SigningKey signing, string trustDomain, DateTimeOffset now)
    {
        var sealing = SealingKey.OfKey(RandomNumberGenerator.GetBytes(SealingKey.KeyLength), "nowhere");
        using var key = SigningKey.Create();
        var id = SpiffeId.ForWorkload(trustDomain, "default", "trial");
        var issuer = Issuer.Make(RootAuthority.Sealed(1, chain, signing, sealing, isImported: true), sealing, trustDomain, now);
        var issued = issuer.Issue(key.PublicKey, id, TimeSpan.FromMinutes(1), now);
        List<X509Certificate2> sent = [.. issued.Chain.Select(der => X509CertificateLoader.LoadCertificate(der))];
        var verdict = new SvidVerifier(new StoppedClock(now)).Verify(sent[0], [.. sent.Skip(1)], new TrustBundle(trustDomain, [chain[^1]], sequence: 0));
        return verdict.IsGood ? null : $"nobody would believe what it signs for {SpiffeId.ForTrustDomain(trustDomain)}: {verdict.Problem.Message}{Culprits(chain)}";
    }

    private static string Culprits(IReadOnlyList<X509Certificate2> chain)
    {
        var found = chain.SelectMany(certificate => certificate.Extensions.Select(one => Constraints.GetValueOrDefault(one.Oid?.Value ?? "")).OfType<string>().Select(name => $"{certificate.Subject} has {name}"));
        return string.Concat(found.Select(one => $"; {one}"));
    }
}
