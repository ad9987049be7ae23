namespace ActorMesh.DataPlane.Routing;

/// <summary>What a table decided for one request.</summary>
/// <param name="VirtualHost">The virtual host of the authority; null when there is none.</param>
/// <param name="Route">The first route that matched; null when none did.</param>
public readonly record struct RouteResult(CompiledVirtualHost? VirtualHost, CompiledRoute? Route)
{
    public RouteMiss Miss => Route is not null ? RouteMiss.None : VirtualHost is null ? RouteMiss.NoVirtualHost : RouteMiss.NoRoute;
}
