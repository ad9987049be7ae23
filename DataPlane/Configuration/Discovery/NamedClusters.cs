using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Which clusters a listener names. Pure.</summary>
internal static class NamedClusters
{
    /// <param name="listener">With its routes in it.</param>
    public static IEnumerable<string> Of(Listener listener) =>
        listener.FilterChains.Append(listener.DefaultFilterChain).SelectMany(chain => chain?.Filters ?? []).SelectMany(Of);

    private static IEnumerable<string> Of(Filter filter)
    {
        if (filter.TypedConfig is not { } config) return [];
        if (config.TryUnpack(out TcpProxy tcp)) return [tcp.Cluster, .. tcp.WeightedClusters?.Clusters.Select(cluster => cluster.Name) ?? []];
        return config.TryUnpack(out HttpConnectionManager http)
            ? http.RouteConfig?.VirtualHosts.SelectMany(host => host.Routes).Select(route => route.Route_).OfType<RouteAction>().SelectMany(Of) ?? []
            : [];
    }

    private static IEnumerable<string> Of(RouteAction action) =>
    [
        action.Cluster,
        .. action.WeightedClusters?.Clusters.Select(cluster => cluster.Name) ?? [],
        .. action.RequestMirrorPolicies.Select(mirror => mirror.Cluster),
    ];
}
