using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /clusters</c>: endpoints and how they stand.</summary>
internal sealed class ClustersEndpoint(Sidecar sidecar) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/clusters";

    public string Query => "?name=CLUSTER";

    public string Summary => "clusters, their endpoints, health and limits";

    public Task Answer(HttpContext http)
    {
        var name = http.Request.Query["name"].ToString();
        var clusters = sidecar.Status.Clusters.Where(cluster => name.Length == 0 || cluster.Name == name);
        var shapes = clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal).Select(Shape);
        return http.AnswerJson(shapes, AdminJson.Readable.IEnumerableClusterShape);
    }

    private static ClusterShape Shape(UpstreamCluster cluster) => new(
        cluster.Name,
        Word(cluster.Settings.Balancing.Policy),
        Word(cluster.Settings.Discovery),
        BreakerShape.Of(cluster),
        RetryShape.Of(cluster),
        [.. (cluster.View?.Priorities ?? []).Select(Shape)],
        [.. (cluster.View?.Members ?? []).Select(member => EndpointState.Shape(member, cluster.Settings.HealthCheck is not null))],
        [.. cluster.Events.All.Select(Shape)]);

    private static ClusterShape.PriorityShape Shape(PriorityState state) => new(
        state.Priority, state.Census.Hosts, state.Census.Healthy, state.Census.Degraded, state.HealthyLoad, state.DegradedLoad, state.InPanic);

    private static EndpointEventShape Shape(ClusterEvent one) => new(one.At, one.Endpoint, one.Kind, one.Cause, one.Why, one.Until);

    private static string Word(BalancingPolicy policy) => policy switch
    {
        BalancingPolicy.RoundRobin => "ROUND_ROBIN",
        BalancingPolicy.LeastRequest => "LEAST_REQUEST",
        BalancingPolicy.Random => "RANDOM",
        BalancingPolicy.RingHash => "RING_HASH",
        _ => "MAGLEV",
    };

    private static string Word(ClusterDiscovery discovery) => discovery switch
    {
        ClusterDiscovery.Static => "STATIC",
        ClusterDiscovery.StrictDns => "STRICT_DNS",
        _ => "LOGICAL_DNS",
    };
}
