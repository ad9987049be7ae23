namespace ActorMesh.Hocon.Envoy;

/// <summary>Names a route by where it stands.</summary>
/// <param name="Listener">Name of the listener.</param>
/// <param name="VirtualHost">Index of its virtual host, from 0.</param>
/// <param name="Route">Index among the routes of that, from 0.</param>
public readonly record struct RoutePlace(string Listener, int VirtualHost, int Route);
