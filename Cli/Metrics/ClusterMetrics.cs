using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.Cli.Metrics;

/// <summary>What became of the requests to a cluster, and how its endpoints stand. Names are those of Envoy's cluster statistics.</summary>
internal static class ClusterMetrics
{
    private static readonly MetricFamily Requests = MetricFamily.Counter(
        "actormesh_cluster_upstream_rq_total", "Requests sent to the cluster.");
    private static readonly MetricFamily Active = MetricFamily.Gauge("actormesh_requests_active", "Requests under way to the cluster.");
    private static readonly MetricFamily Pending = MetricFamily.Gauge("actormesh_requests_pending", "Requests that wait for a connection.");
    private static readonly MetricFamily ByClass = MetricFamily.Counter(
        "actormesh_cluster_upstream_rq_class_total", "Answers of the cluster by class of status code.");
    private static readonly MetricFamily Failures = MetricFamily.Counter(
        "actormesh_cluster_upstream_failures_total", "Requests that got no whole answer of the cluster, by reason.");
    private static readonly MetricFamily Replays = MetricFamily.Counter(
        "actormesh_cluster_upstream_rq_replayed_total", "Requests sent again because the pooled connection had just been closed.");
    private static readonly MetricFamily Panic = MetricFamily.Counter(
        "actormesh_cluster_lb_healthy_panic_total", "Requests balanced while too few endpoints were healthy to care about health.");
    private static readonly MetricFamily Endpoints = MetricFamily.Gauge("actormesh_endpoints", "Endpoints of the cluster by state.");

    /// <summary>By destination, kind of limit and priority.</summary>
    internal static readonly MetricFamily Open = MetricFamily.Gauge("actormesh_breaker_open", "1 while a limit of the cluster is reached.");

    public static IEnumerable<Metric> Of(UpstreamCluster cluster) =>
        [.. Traffic(cluster), .. FailuresOf(cluster), .. RetryMetrics.Of(cluster, Prefix(cluster)), .. LimitsOf(cluster), .. Membership(cluster)];

    private static string Prefix(UpstreamCluster cluster) => $"cluster.{StatisticName.Part(cluster.Settings.StatisticName)}";

    private static IEnumerable<Metric> Traffic(UpstreamCluster cluster)
    {
        var prefix = Prefix(cluster);
        var (counters, destination) = (cluster.Counters, ("destination", cluster.Name));
        yield return Requests.Of($"{prefix}.upstream_rq_total", counters.Requests, destination);
        yield return Active.Of($"{prefix}.upstream_rq_active", cluster.Limits.Requests + cluster.HighLimits.Requests, destination);
        yield return Pending.Of($"{prefix}.upstream_rq_pending_active", cluster.Limits.Pending + cluster.HighLimits.Pending, destination);
        for (var hundreds = 1; hundreds <= 5; hundreds++)
            yield return ByClass.Of($"{prefix}.upstream_rq_{hundreds}xx", counters.Answers(hundreds), destination, ("code_class", $"{hundreds}xx"));
        yield return Replays.Of($"{prefix}.upstream_rq_replayed", counters.Replays, destination);
        yield return Panic.Of($"{prefix}.lb_healthy_panic", counters.PicksInPanic, destination);
    }

    private static IEnumerable<Metric> FailuresOf(UpstreamCluster cluster)
    {
        var prefix = Prefix(cluster);
        var counters = cluster.Counters;
        (string Reason, string Statistic, long Count)[] failures =
        [
            ("connect_fail", "upstream_cx_connect_fail", counters.ConnectFailures),
            ("connect_timeout", "upstream_cx_connect_timeout", counters.ConnectTimeouts),
            ("timeout", "upstream_rq_timeout", counters.Timeouts),
            ("reset", "upstream_cx_destroy_remote_with_active_rq", counters.Resets),
            ("overflow", "upstream_rq_pending_overflow", counters.Overflows),
            ("none_healthy", "upstream_cx_none_healthy", counters.NoneHealthy),
            ("protocol_error", "upstream_cx_protocol_error", counters.ProtocolErrors),
            ("drop_overload", "upstream_rq_drop_overload", counters.Dropped),
        ];
        return failures.Select(one => Failures.Of($"{prefix}.{one.Statistic}", one.Count, ("destination", cluster.Name), ("reason", one.Reason)));
    }

    private static IEnumerable<Metric> LimitsOf(UpstreamCluster cluster) =>
        [.. LimitsOf(cluster, "default", cluster.Limits), .. LimitsOf(cluster, "high", cluster.HighLimits)];

    private static IEnumerable<Metric> LimitsOf(UpstreamCluster cluster, string priority, ClusterLimits limits)
    {
        var prefix = $"{Prefix(cluster)}.circuit_breakers.{priority}";
        (string Kind, string Short, int Used, int Max)[] kinds =
        [
            ("connections", "cx", limits.Connections, limits.ConnectionsMax),
            ("pending", "rq_pending", limits.Pending, limits.PendingMax),
            ("requests", "rq", limits.Requests, limits.RequestsMax),
        ];
        foreach (var (kind, shortName, used, max) in kinds)
        {
            yield return Open.Of($"{prefix}.{shortName}_open", used >= max ? 1 : 0, ("destination", cluster.Name), ("kind", kind), ("priority", priority));
            yield return Metric.StatisticOnly($"{prefix}.remaining_{(shortName == "rq_pending" ? "pending" : shortName)}", Math.Max(0, max - used));
        }
    }

    private static IEnumerable<Metric> Membership(UpstreamCluster cluster)
    {
        var prefix = Prefix(cluster);
        var members = cluster.View?.Members ?? [];
        var idle = members.Sum(member => member.Cell.IdleConnections);
        var connections = cluster.Limits.Connections + cluster.HighLimits.Connections;
        yield return Metric.StatisticOnly($"{prefix}.upstream_cx_active", connections);
        yield return ListenerMetrics.Connected(null, Math.Max(0, connections - idle), "upstream", cluster.Name, "active");
        yield return ListenerMetrics.Connected(null, idle, "upstream", cluster.Name, "idle");
        yield return Metric.StatisticOnly($"{prefix}.membership_total", members.Count);
        yield return Metric.StatisticOnly($"{prefix}.membership_excluded", members.Count(member => member.IsExcluded));
        yield return State("ready", $"{prefix}.membership_healthy", EndpointHealth.Healthy);
        yield return State("degraded", $"{prefix}.membership_degraded", EndpointHealth.Degraded);
        yield return State("unhealthy", null, EndpointHealth.Unhealthy);

        Metric State(string state, string? statistic, EndpointHealth health) =>
            Endpoints.Of(statistic, members.Count(member => member.Health == health), ("destination", cluster.Name), ("state", state));
    }
}
