using System.Collections.Frozen;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>All clusters by name, as of now. One writer: the sidecar's root actor.</summary>
public sealed class ClusterDirectory
{
    private volatile FrozenDictionary<string, UpstreamCluster> _byName = FrozenDictionary<string, UpstreamCluster>.Empty;

    public IReadOnlyCollection<UpstreamCluster> All => _byName.Values;

    public UpstreamCluster? Find(string name) => _byName.GetValueOrDefault(name);

    internal void Publish(IEnumerable<UpstreamCluster> clusters) => _byName = clusters.ToFrozenDictionary(cluster => cluster.Name, StringComparer.Ordinal);
}
