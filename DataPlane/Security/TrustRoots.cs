using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>The authorities whose certificates are believed. Immutable.</summary>
/// <param name="trustDomain">For whose workloads alone; null: for those that the configuration names.</param>
public sealed class TrustRoots(X509Certificate2Collection certificates, string? trustDomain = null)
{
    private readonly ConcurrentDictionary<string, TrustBundle> _bundles = new(StringComparer.Ordinal);

    public X509Certificate2Collection Certificates => certificates;

    /// <summary>What a workload of a trust domain is checked by.</summary>
    /// <param name="claimed">The trust domain that the configuration asks for.</param>
    public TrustBundle BundleFor(string claimed) => _bundles.GetOrAdd(trustDomain ?? claimed, domain => new TrustBundle(domain, certificates, sequence: 0));
}
