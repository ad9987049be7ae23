using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.Cli.Admin;

/// <summary>A cluster's limits and its breaker as <c>/clusters</c> shows them.</summary>
/// <param name="Open">Which limits are reached now.</param>
/// <param name="Remaining">How much more of each may be used.</param>
/// <param name="Trip">The breaker that trips; null when the cluster has none.</param>
internal sealed record BreakerShape(BreakerShape.OpenShape Open, BreakerShape.RemainingShape Remaining, TripShape? Trip)
{
    public static BreakerShape Of(UpstreamCluster cluster)
    {
        var limits = cluster.Limits;
        var requests = Math.Max(0, limits.RequestsMax - limits.Requests);
        var pending = Math.Max(0, limits.PendingMax - limits.Pending);
        var connections = Math.Max(0, limits.ConnectionsMax - limits.Connections);
        var retries = cluster.Retries.ConcurrentLeft(limits.Requests + limits.Pending);
        return new(
            new(requests == 0, pending == 0, connections == 0, retries == 0),
            new(requests, pending, connections, retries),
            cluster.Breaker is { } breaker ? TripShape.Of(breaker) : null);
    }

    internal sealed record OpenShape(bool Requests, bool Pending, bool Connections, bool Retries);

    internal sealed record RemainingShape(int Requests, int Pending, int Connections, int Retries);
}
