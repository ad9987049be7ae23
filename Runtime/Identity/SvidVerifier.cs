using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Runtime.Identity;

/// <summary>
/// Says whom a peer's certificate proves it to be: the one place where that is decided, for clients, servers and the control plane. It fetches
/// nothing, asks nobody, and believes only roots of the trust domain that the certificate names.
/// </summary>
/// <remarks>Any thread. A good verdict is remembered, so that a peer that comes again costs a hash.</remarks>
public sealed class SvidVerifier(TimeProvider clock)
{
    /// <summary>Certificates from a leaf to its root, both included.</summary>
    public const int ChainMax = 4;

    /// <summary>Bytes of all that a peer sends.</summary>
    public const int ChainSizeMax = 16 * 1024;

    /// <summary>Good verdicts that are remembered.</summary>
    public const int RememberedMax = 1024;

    private readonly ConcurrentDictionary<string, Remembered> _good = new(StringComparer.Ordinal);

    private sealed record Remembered(SpiffeId Id, TrustBundle Bundle, DateTimeOffset From, DateTimeOffset Until);

    /// <summary>Whom the mesh says to believe nowhere: looked at for each verdict, also for those that are remembered.</summary>
    public DenyList Denied
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = DenyList.Empty;

    /// <param name="sent">What the peer sent, in its order. The leaf may be among it: some implementations of TLS hand over all.</param>
    /// <param name="bundle">Of the trust domain that peers have to be of.</param>
    public SvidVerdict Verify(X509Certificate2 leaf, X509Certificate2Collection sent, TrustBundle bundle)
    {
        List<X509Certificate2> intermediates = [.. sent.Where(certificate => !certificate.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span))];
        var size = leaf.RawDataMemory.Length + intermediates.Sum(certificate => certificate.RawDataMemory.Length);
        if (size > ChainSizeMax) return SvidVerdict.Bad(SvidFault.ChainTooLarge, $"the peer sent {size} bytes of certificates; {ChainSizeMax} are the most");
        if (intermediates.Count > ChainMax - 1) return SvidVerdict.Bad(SvidFault.ChainTooLong, $"the peer sent {intermediates.Count + 1} certificates; {ChainMax} are the most");
        var now = clock.GetUtcNow();
        var key = KeyOf(leaf, intermediates);
        if (_good.TryGetValue(key, out var known) && ReferenceEquals(known.Bundle, bundle) && known.From <= now && now <= known.Until) return Judged(known.Id, leaf);
        if (SvidRules.CheckLeaf(leaf, out var id) is { } broken) return SvidVerdict.Bad(broken);
        if (CheckDomain(id!, bundle) is { } foreign) return SvidVerdict.Bad(foreign);
        if (CheckTime(leaf, now) is { } untimely) return SvidVerdict.Bad(untimely);
        using var chain = new X509Chain();
        if (CheckChain(chain, leaf, intermediates, bundle, now) is { } untrusted) return SvidVerdict.Bad(untrusted);
        Remember(key, new Remembered(id!, bundle, LatestStart(chain), EarliestEnd(chain)), now);
        return Judged(id!, leaf);
    }

    private SvidVerdict Judged(SpiffeId id, X509Certificate2 leaf) =>
        Denied.ProblemOf([$"{id}"], leaf) is { } denied ? SvidVerdict.Bad(denied) : SvidVerdict.Of(id);

    private static SvidProblem? CheckDomain(SpiffeId id, TrustBundle bundle)
    {
        if (id.TrustDomain != bundle.TrustDomain)
            return new(SvidFault.ForeignTrustDomain, $"{id} is of the trust domain {id.TrustDomain}; only {bundle.TrustDomain} is trusted here");
        return bundle.Roots.Count > 0 ? null : new(SvidFault.NoRoots, $"no root of {bundle.TrustDomain} is known here yet");
    }

    private static SvidProblem? CheckTime(X509Certificate2 leaf, DateTimeOffset now)
    {
        var (start, end) = (CertificateLife.Start(leaf), CertificateLife.End(leaf));
        if (now < start) return new(SvidFault.NotYetValid, $"the certificate is valid from {Shown(start)} on, and it is {Shown(now)} here; one of the clocks is wrong by {Rounded(start - now)} or more");
        return now <= end ? null : new(SvidFault.Expired, $"the certificate ended at {Shown(end)}, and it is {Shown(now)} here");
    }

    private static SvidProblem? CheckChain(X509Chain chain, X509Certificate2 leaf, List<X509Certificate2> intermediates, TrustBundle bundle, DateTimeOffset now)
    {
        foreach (var intermediate in intermediates.Where(sent => !IsRoot(sent, bundle))) // Some peers send the root too.
            if (SvidRules.CheckSigner(intermediate, bundle.TrustDomain) is { } problem) return problem with { Message = $"of an intermediate: {problem.Message}" };
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var root in bundle.Roots) policy.CustomTrustStore.Add(root);
        foreach (var intermediate in intermediates) policy.ExtraStore.Add(intermediate);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // serverAuth
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2")); // clientAuth
        try
        {
            if (!chain.Build(leaf)) return ProblemOf(chain);
        }
        catch (CryptographicException e)
        {
            return new(SvidFault.Damaged, $"the chain cannot be read: {e.Message}");
        }
        if (chain.ChainElements.Count > ChainMax) return new(SvidFault.ChainTooLong, $"the chain has {chain.ChainElements.Count} certificates; {ChainMax} are the most");
        var last = chain.ChainElements[^1].Certificate;
        return chain.ChainElements.Count > 1 && IsRoot(last, bundle)
            ? null
            : new(SvidFault.Untrusted, $"it is signed by nobody whom {bundle.TrustDomain} trusts");
    }

    private static bool IsRoot(X509Certificate2 certificate, TrustBundle bundle) =>
        bundle.Roots.Any(root => root.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    private static SvidProblem ProblemOf(X509Chain chain)
    {
        var all = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
        const X509ChainStatusFlags NotAllowed = X509ChainStatusFlags.InvalidBasicConstraints | X509ChainStatusFlags.NotValidForUsage | X509ChainStatusFlags.InvalidNameConstraints
            | X509ChainStatusFlags.HasNotPermittedNameConstraint | X509ChainStatusFlags.HasExcludedNameConstraint | X509ChainStatusFlags.HasNotSupportedNameConstraint
            | X509ChainStatusFlags.InvalidPolicyConstraints | X509ChainStatusFlags.InvalidExtension | X509ChainStatusFlags.HasNotSupportedCriticalExtension;
        bool Has(X509ChainStatusFlags flags) => (all & flags) != X509ChainStatusFlags.NoError;
        if (Has(X509ChainStatusFlags.NotSignatureValid)) return new(SvidFault.BadSignature, "a signature of the chain is not right");
        if (Has(X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain))
            return new(SvidFault.Untrusted, "no chain leads to a root that is trusted here; a peer has to send its intermediates too");
        if (Has(NotAllowed)) return new(SvidFault.IssuerNotAllowed, $"somebody in the chain may not sign what it signed ({all & NotAllowed})");
        if (Has(X509ChainStatusFlags.NotTimeValid)) return new(SvidFault.IssuerNotInTime, "the certificate of an issuer is not valid now");
        return new(SvidFault.Untrusted, $"the chain is not believed ({all})");
    }

    private void Remember(string key, Remembered good, DateTimeOffset now)
    {
        if (_good.Count >= RememberedMax)
            foreach (var (old, remembered) in _good)
                if (remembered.Until < now || !ReferenceEquals(remembered.Bundle, good.Bundle)) _good.TryRemove(old, out _);
        if (_good.Count >= RememberedMax) _good.Clear();
        _good[key] = good;
    }

    private static DateTimeOffset EarliestEnd(X509Chain chain) => chain.ChainElements.Min(element => CertificateLife.End(element.Certificate));

    private static DateTimeOffset LatestStart(X509Chain chain) => chain.ChainElements.Max(element => CertificateLife.Start(element.Certificate));

    private static string KeyOf(X509Certificate2 leaf, List<X509Certificate2> intermediates)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(leaf.RawDataMemory.Span);
        foreach (var intermediate in intermediates) hash.AppendData(intermediate.RawDataMemory.Span);
        Span<byte> key = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(key);
        return Convert.ToHexString(key);
    }

    private static string Rounded(TimeSpan span) => span.TotalMinutes >= 2 ? $"{(int)span.TotalMinutes} minutes" : $"{(int)span.TotalSeconds} s";

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("u", System.Globalization.CultureInfo.InvariantCulture);
}
