using ActorMesh.DataPlane.Routing.Compiling;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>What a listener says of who may do what: rules, and whose tokens are needed. Pure.</summary>
internal static class AccessConfigurations
{
    /// <summary>Whether what is allowed depends on the path of a request: a rule asks for it, or a route has rules of its own.</summary>
    public static bool DependOnPath(HttpConnectionManager http) => http.HttpFilters.Any(filter => AsksForPath(filter.TypedConfig)) || OfRoutes(http).Any(IsAboutAccess);

    /// <summary>Equal where the rules are.</summary>
    public static ByteString Of(HttpConnectionManager http)
    {
        var all = new ListValue();
        foreach (var one in http.HttpFilters.Select(filter => filter.TypedConfig).Concat(OfRoutes(http)))
            if (IsAboutAccess(one)) all.Values.Add(Value.ForString(one!.ToByteString().ToBase64()));
        // Which route a rule belongs to is part of what it says.
        return all.Values.Count == 0 ? ByteString.Empty : ByteString.CopyFrom([.. all.ToByteArray(), .. http.RouteConfig.VirtualHosts.SelectMany(host => host.Routes).SelectMany(route => route.Match.ToByteArray())]);
    }

    private static IEnumerable<Any?> OfRoutes(HttpConnectionManager http) => http.RouteConfig.VirtualHosts.SelectMany(host => host.TypedPerFilterConfig.Values.Concat(host.Routes.SelectMany(route =>
        route.TypedPerFilterConfig.Values.Concat(route.Route_?.WeightedClusters?.Clusters.SelectMany(part => part.TypedPerFilterConfig.Values) ?? []))));

    private static bool IsAboutAccess(Any? config) => Unwrapped(config) is { } bare
        && (bare.Is(RBAC.Descriptor) || bare.Is(RBACPerRoute.Descriptor) || bare.Is(JwtAuthentication.Descriptor) || bare.Is(PerRouteConfig.Descriptor));

    private static bool AsksForPath(Any? config) => Unwrapped(config) is { } bare
        && (bare.TryUnpack(out RBAC rules) ? AccessCompiler.AsksForPath(rules) : bare.TryUnpack(out JwtAuthentication tokens) && tokens.Rules.Any(rule => !IsEverything(rule.Match)));

    private static bool IsEverything(RouteMatch? match) => match is { PathSpecifierCase: RouteMatch.PathSpecifierOneofCase.Prefix, Prefix: "/" };

    private static Any? Unwrapped(Any? config) => config?.TryUnpack(out FilterConfig wrapped) == true ? Unwrapped(wrapped.Config) : config;
}
