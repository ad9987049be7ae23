using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>The authorities whose certificates are believed. Immutable.</summary>
/// <param name="trustDomain">For whose workloads alone; null: for those that the configuration names.</param>
/// <param name="sequence">Of the mesh's bundle that they are; 0 where there is none.</param>
public sealed class TrustRoots(X509Certificate2Collection certificates, string? trustDomain = null, long sequence = 0)
{
    private readonly ConcurrentDictionary<string, TrustBundle> _bundles = new(StringComparer.Ordinal);

    public X509Certificate2Collection Certificates => certificates;

    /// <summary>What a workload of a trust domain is checked by.</summary>
    /// <param name="claimed">The trust domain that the configuration asks for.</param>
    public TrustBundle BundleFor(string claimed) => _bundles.GetOrAdd(trustDomain ?? claimed, domain => new TrustBundle(domain, certificates, sequence));

    /// <summary>
    /// Whether they take the place of others of the same name. An older bundle does not, as one from a control node that is late; but one that has
    /// nothing in common with what is held is of another beginning, whatever its number.
    /// </summary>
    internal bool Replaces(TrustRoots held) => sequence >= held.Sequence || sequence == 0 || !certificates.Any(held.Certificates.Contains);

    private long Sequence => sequence;
}
