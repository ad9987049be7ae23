using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>
/// How clusters are called: <c>orders</c>, <c>orders/v1</c>; with settings of a route's own <c>orders/v1#place</c>; for traffic from outside
/// the mesh <c>orders@ingress</c>.
/// </summary>
public static class ClusterName
{
    /// <summary>The workload's own application.</summary>
    public const string App = "app";

    /// <summary>Where traces are sent.</summary>
    public const string Collector = "otlp";

    /// <summary>Who keeps the limits of the whole mesh.</summary>
    public const string RateLimiter = "rate-limiter";

    private static readonly string[] Own = [App, Collector, RateLimiter];

    /// <param name="version">Null: all endpoints.</param>
    /// <param name="route">The route whose settings it has; null: the service's.</param>
    /// <param name="isIngress">Whether the requests come from outside the mesh.</param>
    public static string Of(Service service, ServiceVersion? version = null, Route? route = null, bool isIngress = false)
    {
        var name = Own.Contains(service.Name, StringComparer.Ordinal) ? $"services/{service.Name}" : service.Name;
        return $"{name}{(version is null ? "" : $"/{version.Name}")}{(route is null ? "" : $"#{route.Name}")}{(isIngress ? "@ingress" : "")}";
    }
}
