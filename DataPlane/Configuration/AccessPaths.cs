using ActorMesh.DataPlane.Routing.Compiling;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Whether what a listener allows depends on the path of a request.</summary>
internal static class AccessPaths
{
    public static bool AreAskedFor(HttpConnectionManager http) =>
        http.HttpFilters.Any(filter => AsksForPath(filter.TypedConfig)) || http.RouteConfig.VirtualHosts.Any(IsAskedFor);

    private static bool IsAskedFor(VirtualHost host) =>
        host.TypedPerFilterConfig.Values.Any(AsksForPath) || host.Routes.Any(route =>
            route.TypedPerFilterConfig.Values.Any(AsksForPath) || route.Route_?.WeightedClusters?.Clusters.Any(part => part.TypedPerFilterConfig.Values.Any(AsksForPath)) == true);

    private static bool AsksForPath(Any? config)
    {
        if (config is null) return false;
        if (config.TryUnpack(out FilterConfig wrapped)) return AsksForPath(wrapped.Config);
        return config.TryUnpack(out RBAC rules) ? AccessCompiler.AsksForPath(rules)
            : config.TryUnpack(out RBACPerRoute route) && route.Rbac is { } own && AccessCompiler.AsksForPath(own);
    }
}
