using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Discovery = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType;

namespace ActorMesh.Tests.Fast.ControlPlane.Resources;

/// <summary>Resources unpacked, one by one or put together again.</summary>
internal static class Parts
{
    public static Cluster Cluster(this WorkloadResources resources, string name) => Unpack<Cluster>(resources.Clusters, name);

    public static Listener Listener(this WorkloadResources resources, string name) => Unpack<Listener>(resources.Listeners, name);

    public static RouteConfiguration Table(this WorkloadResources resources, string name) => Unpack<RouteConfiguration>(resources.Routes, name);

    public static ClusterLoadAssignment Assignment(this WorkloadResources resources, string name) => Unpack<ClusterLoadAssignment>(resources.Endpoints, name);

    /// <summary>As <c>10.0.0.1:80</c>.</summary>
    public static IEnumerable<string> Addresses(this WorkloadResources resources, string cluster) =>
        resources.Assignment(cluster).Endpoints.SelectMany(locality => locality.LbEndpoints)
            .Select(endpoint => $"{endpoint.Endpoint.Address.SocketAddress.Address}:{endpoint.Endpoint.Address.SocketAddress.PortValue}");

    /// <summary>A configuration in which everything stands in its place, in the order of <paramref name="like"/>.</summary>
    public static Bootstrap Assembled(this WorkloadResources resources, Bootstrap like)
    {
        var whole = new Bootstrap.Types.StaticResources();
        whole.Listeners.AddRange(like.StaticResources.Listeners.Select(listener => WithRoutes(resources, resources.Listener(listener.Name))));
        whole.Clusters.AddRange(like.StaticResources.Clusters.Select(cluster => WithEndpoints(resources, resources.Cluster(cluster.Name))));
        return new Bootstrap { Node = like.Node, Admin = like.Admin, StaticResources = whole };
    }

    private static Listener WithRoutes(WorkloadResources resources, Listener listener)
    {
        foreach (var filter in listener.FilterChains.SelectMany(chain => chain.Filters))
        {
            if (!filter.TypedConfig.TryUnpack(out HttpConnectionManager manager)) continue;
            manager.RouteConfig = resources.Table(manager.Rds.RouteConfigName);
            filter.TypedConfig = Any.Pack(manager);
        }
        return listener;
    }

    private static Cluster WithEndpoints(WorkloadResources resources, Cluster cluster)
    {
        if (cluster.Type != Discovery.Eds) return cluster;
        cluster.Type = Discovery.Static;
        cluster.EdsClusterConfig = null;
        cluster.LoadAssignment = resources.Assignment(cluster.Name);
        return cluster;
    }

    private static T Unpack<T>(ResourceSet set, string name)
        where T : IMessage<T>, new() => set.ByName[name].Body.Unpack<T>();
}
