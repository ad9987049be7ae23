using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Clusters that are ready to use and have no actor.</summary>
internal static class Upstreams
{
    /// <summary>A cluster of which nothing is said but its name.</summary>
    public static ClusterSettings Settings(string name = "c") => new()
    {
        Name = name, Discovery = ClusterDiscovery.Static, Sources = [], Balancing = new BalancingSettings(),
    };

    /// <summary>A cluster with one healthy endpoint.</summary>
    public static UpstreamCluster Static(ClusterSettings settings, IPEndPoint address, TimeProvider clock)
    {
        var cluster = new UpstreamCluster(settings, clock);
        cluster.Show(new ClusterMember(cluster.Endpoint(address, clock), EndpointHealth.Healthy));
        return cluster;
    }

    /// <summary>An endpoint for this cluster, which does not know of it yet.</summary>
    public static EndpointCell Endpoint(this UpstreamCluster cluster, IPEndPoint address, TimeProvider clock, string? name = null) =>
        new(name ?? address.ToString(), address, name ?? address.ToString())
        {
            Pool = new UpstreamPool(address, cluster.Limits, cluster.Settings.Pool, clock),
            HighPool = new UpstreamPool(address, cluster.HighLimits, cluster.Settings.Pool, clock),
        };

    /// <summary>Gives the cluster these endpoints.</summary>
    public static void Show(this UpstreamCluster cluster, params ClusterMember[] members) =>
        cluster.Publish(ClusterView.Build(cluster.Settings.Balancing, members, new FastRandom(1), cluster.Settings.LocalityWeights));
}
