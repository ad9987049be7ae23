namespace ActorMesh.DataPlane.Routing;

/// <summary>Why no route was found. Each is answered with 404 and flag NR.</summary>
public enum RouteMiss : byte
{
    /// <summary>A route was found.</summary>
    None,
    /// <summary>No virtual host serves the authority.</summary>
    NoVirtualHost,
    /// <summary>The virtual host has no route for the request.</summary>
    NoRoute,
}
