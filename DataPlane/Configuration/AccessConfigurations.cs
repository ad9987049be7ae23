using ActorMesh.DataPlane.Routing.Compiling;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using ClusterWeight = ActorMesh.Runtime.Contracts.Envoy.Routes.WeightedCluster.Types.ClusterWeight;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>What a listener says of who may do what: rules, and whose tokens are needed. Pure.</summary>
internal static class AccessConfigurations
{
    /// <summary>Whether what is allowed depends on the path of a request: a rule asks for it, or a route has rules of its own.</summary>
    public static bool DependOnPath(HttpConnectionManager http) => http.HttpFilters.Any(filter => AsksForPath(filter.TypedConfig)) || OfRoutes(http).Any(IsAboutAccess);

    /// <summary>Equal where the rules are, and which of them a request meets. Empty where there are none.</summary>
    public static ByteString Of(HttpConnectionManager http)
    {
        var guards = http.HttpFilters.Where(filter => IsAboutAccess(filter.TypedConfig)).ToList();
        if (guards.Count == 0) return ByteString.Empty;
        var names = guards.Select(guard => guard.Name).ToHashSet(StringComparer.Ordinal);
        var routes = http.RouteConfig;
        return new HttpConnectionManager
        {
            HttpFilters = { guards },
            NormalizePath = http.NormalizePath,
            MergeSlashes = http.MergeSlashes,
            PathWithEscapedSlashesAction = http.PathWithEscapedSlashesAction,
            RouteConfig = new RouteConfiguration
            {
                IgnorePortInHostMatching = routes.IgnorePortInHostMatching,
                IgnorePathParametersInPathMatching = routes.IgnorePathParametersInPathMatching,
                VhostHeader = routes.VhostHeader,
                VirtualHosts =
                {
                    routes.VirtualHosts.Select(host => new VirtualHost
                    {
                        Domains = { host.Domains }, TypedPerFilterConfig = { Of(names, host.TypedPerFilterConfig) }, Routes = { host.Routes.Select(route => Of(names, route)) },
                    }),
                },
            },
        }.ToByteString();
    }

    private static Route Of(HashSet<string> guards, Route route) => new()
    {
        Match = route.Match,
        TypedPerFilterConfig = { Of(guards, route.TypedPerFilterConfig) },
        Route_ = new RouteAction
        {
            WeightedClusters = new WeightedCluster
            {
                Clusters = { (route.Route_?.WeightedClusters?.Clusters ?? []).Select(part => new ClusterWeight { TypedPerFilterConfig = { Of(guards, part.TypedPerFilterConfig) } }) },
            },
        },
    };

    private static Dictionary<string, Any> Of(HashSet<string> guards, MapField<string, Any> all) => all.Where(own => guards.Contains(own.Key)).ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<Any?> OfRoutes(HttpConnectionManager http) => http.RouteConfig.VirtualHosts.SelectMany(host => host.TypedPerFilterConfig.Values.Concat(host.Routes.SelectMany(route =>
        route.TypedPerFilterConfig.Values.Concat(route.Route_?.WeightedClusters?.Clusters.SelectMany(part => part.TypedPerFilterConfig.Values) ?? []))));

    private static bool IsAboutAccess(Any? config) => Unwrapped(config) is { } bare
        && (bare.Is(RBAC.Descriptor) || bare.Is(RBACPerRoute.Descriptor) || bare.Is(JwtAuthentication.Descriptor) || bare.Is(PerRouteConfig.Descriptor));

    private static bool AsksForPath(Any? config) => Unwrapped(config) is { } bare
        && (bare.TryUnpack(out RBAC rules) ? AccessCompiler.AsksForPath(rules) : bare.TryUnpack(out JwtAuthentication tokens) && tokens.Rules.Any(rule => !IsEverything(rule.Match)));

    private static bool IsEverything(RouteMatch? match) => match is { PathSpecifierCase: RouteMatch.PathSpecifierOneofCase.Prefix, Prefix: "/" };

    private static Any? Unwrapped(Any? config) => config?.TryUnpack(out FilterConfig wrapped) == true ? Unwrapped(wrapped.Config) : config;
}
