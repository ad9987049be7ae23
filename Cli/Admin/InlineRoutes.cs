using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Cli.Admin;

/// <summary>Finds the route configuration that stands inside a listener.</summary>
internal static class InlineRoutes
{
    /// <returns>Null for a listener without HTTP.</returns>
    public static RouteConfiguration? Of(Listener listener)
    {
        var chain = listener.FilterChains.FirstOrDefault() ?? listener.DefaultFilterChain;
        var terminal = chain?.Filters.LastOrDefault()?.TypedConfig;
        return terminal is not null && terminal.TryUnpack(out HttpConnectionManager manager) ? manager.RouteConfig : null;
    }
}
