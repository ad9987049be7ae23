using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.DataPlane.Identity;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Resilience.Limiting;

namespace ActorMesh.Cli.Metrics;

/// <summary>All numbers of a sidecar at one moment.</summary>
internal static class SidecarMetrics
{
    /// <param name="identity">Null where nobody is asked who they are.</param>
    /// <param name="discovery">Of the control plane that the sidecar follows; null when it follows none.</param>
    public static IEnumerable<Metric> Of(SidecarStatus status, LeasedBuckets leases, TimeSpan uptime, DateTimeOffset now, DiscoveryStatus? discovery = null, WorkloadIdentity? identity = null) =>
    [
        .. ServerMetrics.Of(status, uptime, now, ProcessFigures.Read()),
        .. discovery is null ? [] : DiscoveryMetrics.Of(discovery, now),
        .. identity is null ? [] : IdentityMetrics.Of(identity.Status, "identity"),
        .. identity?.Application?.Status is { Id: not null } application ? IdentityMetrics.Of(application, "application") : [],
        // One that drains may have been replaced by another of its name, which comes first.
        .. status.Listeners.DistinctBy(ListenerMetrics.Label).SelectMany(listener => Of(listener, StatPrefix(status, listener))),
        .. status.Clusters.SelectMany(ClusterMetrics.Of),
        .. status.Clusters.SelectMany(BreakerMetrics.Of),
        .. status.Clusters.SelectMany(OutlierMetrics.Of),
        .. status.Clusters.SelectMany(HealthCheckMetrics.Of),
        .. GlobalLimitMetrics.Of(leases),
    ];

    private static IEnumerable<Metric> Of(ListenerStatus listener, string statPrefix) =>
    [
        .. ListenerMetrics.Of(listener, statPrefix),
        .. listener.Guards.SelectMany(guards => guards.Statuses).SelectMany(access => AccessMetrics.Network(ListenerMetrics.Label(listener), access)),
        .. listener.Http is { } http ? HttpMetrics.Of(listener, http) : [],
        .. listener.Tcp is { } tcp ? TcpMetrics.Of(listener, tcp) : [],
    ];

    private static string StatPrefix(SidecarStatus status, ListenerStatus listener) =>
        status.Snapshot.Listeners.Values.FirstOrDefault(entry => entry.Resource.Name == listener.Name).Resource?.StatPrefix ?? "";
}
