using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Routes that a listener does not hold itself. Pure.</summary>
internal static class ListenerRoutes
{
    /// <summary>What the HTTP filters of its chains ask for.</summary>
    public static IEnumerable<Rds> Asked(Listener listener) =>
        from filter in Filters(listener) where filter.TypedConfig.Is(HttpConnectionManager.Descriptor)
        let http = filter.TypedConfig.Unpack<HttpConnectionManager>()
        where http.Rds is not null
        select http.Rds;

    /// <summary>The listener with all its routes in it. From a server, routes may name clusters that are still to come.</summary>
    /// <param name="routesOf">By the name that is asked for.</param>
    /// <param name="isLenient">Those that stand in it may do so too.</param>
    public static Listener Inline(Listener listener, Func<string, RouteConfiguration> routesOf, bool isLenient)
    {
        var whole = listener.Clone();
        foreach (var filter in Filters(whole))
        {
            if (!filter.TypedConfig.TryUnpack(out HttpConnectionManager http)) continue;
            if ((http.Rds is { } rds ? routesOf(rds.RouteConfigName) : http.RouteConfig) is not { } routes) continue;
            if (isLenient || (http.Rds is not null && routes.ValidateClusters is null)) routes = new RouteConfiguration(routes) { ValidateClusters = false };
            http.RouteConfig = routes;
            filter.TypedConfig = Any.Pack(http);
        }
        return whole;
    }

    private static IEnumerable<Filter> Filters(Listener listener) =>
        listener.FilterChains.Append(listener.DefaultFilterChain).SelectMany(chain => chain?.Filters ?? []).Where(filter => filter.TypedConfig is not null);
}
