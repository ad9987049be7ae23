namespace ActorMesh.DataPlane.Routing;

/// <summary>What one route had to say to a request.</summary>
/// <param name="Route">Name of the route, or its place.</param>
/// <param name="Matched">True for the route that was taken.</param>
/// <param name="Reason">Why it was taken or passed over.</param>
public sealed record RouteStep(string Route, bool Matched, string Reason);
