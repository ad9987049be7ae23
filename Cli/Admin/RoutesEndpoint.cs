using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /routes</c>: what is tried in which order, and how often it was taken.</summary>
internal sealed class RoutesEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/routes";

    public string Summary => "routes in the order in which they are tried, with hits";

    public Task Answer(HttpContext http)
    {
        var status = context.Sidecar.Status;
        var tables = status.Listeners.SelectMany(listener => listener.Services.Select(service => Shape(listener, service, status)));
        return http.AnswerJson(tables, AdminJson.Readable.IEnumerableRouteTableShape);
    }

    private RouteTableShape Shape(ListenerStatus listener, HttpService service, SidecarStatus status)
    {
        var table = service.Current.Routes;
        var resource = status.Snapshot.Listeners.Values.FirstOrDefault(entry => entry.Resource.Name == listener.Name).Resource;
        var source = resource is null ? null : InlineRoutes.Of(resource);
        return new(
            listener.Name, listener.Address.ToString(), table.Name, context.Configuration.Reading.PositionOfListener(listener.Name),
            [.. table.VirtualHosts.Select(host => Shape(listener.Name, host, source?.VirtualHosts.ElementAtOrDefault(host.Index)))]);
    }

    private RouteTableShape.VirtualHostShape Shape(string listener, CompiledVirtualHost host, VirtualHost? source) => new(
        host.Name,
        host.Domains,
        [.. host.Routes.Select(route => Shape(new RoutePlace(listener, host.Index, route.Index), route, source?.Routes.ElementAtOrDefault(route.Index)))]);

    private RouteTableShape.RouteShape Shape(RoutePlace place, CompiledRoute route, Route? source) => new(
        route.Name, ResourceJson.Of(source?.Match), ResourceJson.Of(Action(source)), route.FilterSummaries is { Count: > 0 } filters ? filters : null, route.Hits, context.Configuration.Reading.PositionOfRoute(place));

    // A message of its own, so that the action keeps the name under which it stands in the file.
    private static Route? Action(Route? source) => source?.ActionCase switch
    {
        Route.ActionOneofCase.Route_ => new Route { Route_ = source.Route_ },
        Route.ActionOneofCase.Redirect => new Route { Redirect = source.Redirect },
        Route.ActionOneofCase.DirectResponse => new Route { DirectResponse = source.DirectResponse },
        _ => null,
    };
}
