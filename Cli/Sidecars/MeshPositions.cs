using ActorMesh.Cli.Admin;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Where in the mesh file each compiled resource comes from, as <c>file:line:column</c>.</summary>
internal sealed record MeshPositions(
    IReadOnlyDictionary<string, string> Listeners, IReadOnlyDictionary<string, string> Clusters, IReadOnlyDictionary<RoutePlace, string> Routes)
{
    /// <summary>What may follow the name of a service in the name of a resource.</summary>
    private static readonly char[] AfterService = ['/', '#', '@', '.'];

    /// <param name="own">The service whose sidecar this is: whatever names no other service is its own.</param>
    public static MeshPositions Of(ServiceMesh mesh, Service own, Bootstrap compiled)
    {
        var resources = compiled.StaticResources;
        var routes = new Dictionary<RoutePlace, string>();
        foreach (var listener in resources.Listeners)
        foreach (var (hostIndex, host) in (InlineRoutes.Of(listener)?.VirtualHosts ?? []).Index())
        foreach (var (routeIndex, route) in host.Routes.Index())
            routes[new RoutePlace(listener.Name, hostIndex, routeIndex)] = (Route(route.Name) ?? Service(route.Name)).ToString();
        return new MeshPositions(
            resources.Listeners.ToDictionary(listener => listener.Name, listener => Listener(listener.Name).ToString(), StringComparer.Ordinal),
            resources.Clusters.ToDictionary(cluster => cluster.Name, cluster => Service(cluster.Name).ToString(), StringComparer.Ordinal),
            routes);

        SourceSpan Listener(string name) => name.Split('/') switch
        {
            ["ingress"] when own.Exposure is { } exposure => exposure.Span,
            ["outbound", var callee] => own.Calls.FirstOrDefault(call => call.Service == callee)?.Span ?? own.Span,
            _ => own.Span,
        };

        SourceSpan? Route(string name) => name.Split('.') is [var service, var route] && mesh.Find(service) is { } found
            ? found.Routes.FirstOrDefault(one => one.Name == route)?.Span
            : null;

        SourceSpan Service(string name) => (mesh.Find(name.Split(AfterService)[0]) ?? own).Span;
    }
}
