using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>A cluster with its endpoints in it.</summary>
/// <param name="source">Where it comes from.</param>
/// <param name="parts">The endpoints that it asked for, if it did; null for what did not come.</param>
internal sealed class ClusterForm(DiscoveredResource source, IReadOnlyList<DiscoveredResource?> parts)
{
    public DiscoveredResource Source => source;

    public IReadOnlyList<DiscoveredResource?> Parts => parts;

    /// <summary>As it is run.</summary>
    public Cluster Message { get; } = Join((Cluster)source.Message, parts.Count == 0 ? null : (ClusterLoadAssignment?)parts[0]?.Message);

    private static Cluster Join(Cluster cluster, ClusterLoadAssignment? endpoints) => cluster.Type == Cluster.Types.DiscoveryType.Eds
        ? new Cluster(cluster) { LoadAssignment = endpoints ?? new ClusterLoadAssignment { ClusterName = cluster.Name } }
        : cluster;
}
