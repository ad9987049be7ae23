using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>Looks at the certificate of one peer, in its handshake, and keeps what came of it.</summary>
/// <param name="rules">Null: whatever it shows is not looked at, and proves nothing.</param>
/// <param name="isRequired">Whether it must show one.</param>
/// <param name="roots">By which it is verified; null where the rules ask for none.</param>
public sealed class PeerCheck(PeerValidation? rules, bool isRequired, TrustRoots? roots, SecretStore secrets)
{
    /// <summary>Who the peer proved to be; null when it proved nothing.</summary>
    public PeerIdentity? Peer { get; private set; }

    /// <summary>Why it was refused; null while it was not.</summary>
    public string? Problem { get; private set; }

    /// <summary>What is wrong with its certificate, where it was refused for that and not for whose it is.</summary>
    public SvidFault? Fault { get; private set; }

    /// <summary>Whether it is a client, whose certificate must be made for that.</summary>
    public bool IsClient { get; init; }

    /// <summary>First URI name of the certificate that is shown to the peer; null without one.</summary>
    public string? LocalUri { get; init; }

    /// <summary>A name that the peer must have as a DNS name, besides; null for none.</summary>
    public string? ServerName { get; init; }

    /// <summary>A <see cref="RemoteCertificateValidationCallback"/>, which does not ask what <see cref="SslStream"/> thinks of it.</summary>
    public bool Accepts(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        Accepts(shown is X509Certificate2 leaf ? new ShownCertificates(leaf, Above(leaf, chain)) : null);

    /// <param name="shown">Null when it shows none.</param>
    public bool Accepts(ShownCertificates? shown)
    {
        Reset();
        if (shown is null)
        {
            if (isRequired) Problem = "it showed no certificate";
            return !isRequired;
        }

        if (rules is null) return true;
        try
        {
            Problem = ProblemOf(shown) is { } problem ? PeerText.Of(problem) : null;
            if (Problem is not null) return false;
            Peer = shown.Identity;
            return true;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            // Such as a time that is none, which the framework finds when it is asked for.
            (Problem, Fault) = ($"its certificate cannot be read: {PeerText.Of(e.Message)}", SvidFault.Damaged);
            return false;
        }
    }

    /// <summary>Forgets what came of it: the peer is to show a certificate after all.</summary>
    public void Reset() => (Peer, Problem, Fault) = (null, null, null);

    private string? ProblemOf(ShownCertificates shown)
    {
        var (certificate, names) = (shown.Leaf, shown.Names);
        if (((roots is null ? null : Verify(shown)) ?? secrets.Workloads.Denied.ProblemOf(names.Uris, certificate)) is { } untrusted)
        {
            Fault = untrusted.Fault;
            return untrusted.Message;
        }

        if (rules!.Names.Count > 0 && !rules.Names.Any(name => name.Matches(names)))
            return $"its certificate is for {Said(names, certificate)}, expected {string.Join(" or ", rules.Names)}";
        if (rules.CertificateHashes.Count > 0 && !rules.CertificateHashes.Contains(Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)), StringComparer.Ordinal))
            return "its certificate has none of the hashes of verify_certificate_hash";
        if (rules.PublicKeyHashes.Count > 0 && !rules.PublicKeyHashes.Contains(Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())), StringComparer.Ordinal))
            return "its key has none of the hashes of verify_certificate_spki";
        return ServerName is { } expected && !certificate.MatchesHostname(expected, allowWildcards: true, allowCommonName: false)
            ? $"its certificate is for {Said(names, certificate)}, expected DNS name {expected}"
            : null;
    }

    private SvidProblem? Verify(ShownCertificates shown) => rules!.TrustDomains is { Count: > 0 } domains
        ? secrets.Workloads.Verify(shown.Leaf, shown.Above, roots!.BundleFor(DomainOf(shown.Names, domains))).Problem
        : ChainCheck.ProblemOf(shown.Leaf, shown.Above, roots!, IsClient, rules.AllowsExpired, secrets.Clock.GetUtcNow());

    /// <summary>What the peer sent besides its own certificate, in its order.</summary>
    private static X509Certificate2Collection Above(X509Certificate2 leaf, X509Chain? chain)
    {
        var sent = new X509Certificate2Collection();
        foreach (var certificate in chain?.ChainPolicy.ExtraStore ?? [])
            if (!certificate.Equals(leaf)) sent.Add(certificate);
        return sent;
    }

    /// <summary>The one among those that the rules name which the peer claims; else any of them, which it then fails.</summary>
    private static string DomainOf(SubjectNames names, EquatableList<string> domains) =>
        domains.FirstOrDefault(domain => names.Uris.Any(uri => uri.StartsWith($"{SpiffeId.Scheme}{domain}/", StringComparison.Ordinal)), domains[0]);

    private static string Said(SubjectNames names, X509Certificate2 certificate) =>
        names.Uris.Count + names.DnsNames.Count > 0 ? string.Join(", ", names.Uris.Concat(names.DnsNames)) : $"'{certificate.Subject}'";
}
