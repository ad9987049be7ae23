using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Describing;

/// <summary>Gathers what touches a route.</summary>
internal static class RouteDescription
{
    /// <param name="withEffective">Whether every value shall be in it.</param>
    public static RouteShape Of(CheckedMesh file, Service service, Route route, bool withEffective)
    {
        var earlier = service.Routes.TakeWhile(other => other != route).ToList();
        return new RouteShape(
            "actormesh/v1",
            "Route",
            service.Name,
            route.Name,
            route.Span.ToString(),
            earlier.Count + 1,
            service.Routes.Count,
            RouteText.Match(route.Match),
            RouteText.Target(route),
            route.Mirror is { } mirror ? $"{mirror.Version.Value ?? mirror.Service.Value} {ShareText.Of(mirror.Share.Value)}" : null,
            route.Idempotent.Value,
            [.. earlier.Select(ServiceDescription.Line)],
            PolicyShape.Of(route.Policies, route.Layers),
            [.. file.FindingsAt($"{service.Path}.routes.{route.Name}").Select(Finding.Of)],
            withEffective ? [.. EffectiveValues.Of(route.Layers).Select(EffectiveShape.Of)] : null);
    }
}
