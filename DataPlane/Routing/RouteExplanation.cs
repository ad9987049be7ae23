namespace ActorMesh.DataPlane.Routing;

/// <summary>How a table came to its decision for one request. Made on demand only.</summary>
/// <param name="Authority">The authority in the form in which it was compared.</param>
/// <param name="VirtualHost">The virtual host that serves it; null for none.</param>
/// <param name="Reason">The decision in one sentence.</param>
/// <param name="Steps">The routes that were tried, in order; the last one matched unless <paramref name="Miss"/> says otherwise.</param>
/// <param name="Miss">Why there is no route.</param>
public sealed record RouteExplanation(
    string Authority, string? VirtualHost, string Reason, IReadOnlyList<RouteStep> Steps, RouteMiss Miss);
