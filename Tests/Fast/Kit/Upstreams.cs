using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Clusters that are ready to use and have no actor.</summary>
internal static class Upstreams
{
    /// <summary>A cluster with one endpoint.</summary>
    public static UpstreamCluster Static(string name, IPEndPoint endpoint, TimeProvider clock)
    {
        var settings = new ClusterSettings { Name = name, Discovery = ClusterDiscovery.Static, Sources = [], Balancing = new BalancingSettings() };
        var cluster = new UpstreamCluster(settings);
        var cell = new EndpointCell(endpoint.ToString(), endpoint, endpoint.ToString())
        {
            Pool = new UpstreamPool(endpoint, cluster.Limits, settings.Pool, clock),
            HighPool = new UpstreamPool(endpoint, cluster.HighLimits, settings.Pool, clock),
        };
        cluster.Publish(ClusterView.Build(settings.Balancing, [new ClusterMember(cell, EndpointHealth.Healthy)], new FastRandom(1)));
        return cluster;
    }
}
