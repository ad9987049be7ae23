using System.Collections.Frozen;
using System.IO.Hashing;
using System.Text;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>All resources of one type that a workload may see. Immutable.</summary>
public sealed class ResourceSet
{
    private ResourceSet(string typeUrl, FrozenDictionary<string, VersionedResource> byName, string version) =>
        (TypeUrl, ByName, Version) = (typeUrl, byName, version);

    /// <summary>For instance <c>type.googleapis.com/envoy.config.cluster.v3.Cluster</c>.</summary>
    public string TypeUrl { get; }

    public IReadOnlyDictionary<string, VersionedResource> ByName { get; }

    /// <summary>Equal for equal content, and only then.</summary>
    public string Version { get; }

    /// <param name="resources">Each name once.</param>
    public static ResourceSet Of(string typeUrl, IEnumerable<VersionedResource> resources)
    {
        var byName = resources.ToFrozenDictionary(resource => resource.Name, StringComparer.Ordinal);
        var hash = new XxHash3();
        foreach (var resource in byName.Values.OrderBy(resource => resource.Name, StringComparer.Ordinal))
            hash.Append(Encoding.UTF8.GetBytes($"{resource.Name}\0{resource.Version}\0"));
        return new ResourceSet(typeUrl, byName, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    public static ResourceSet Empty(string typeUrl) => Of(typeUrl, []);
}
