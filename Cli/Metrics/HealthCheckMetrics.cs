using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.Cli.Metrics;

/// <summary>What came of health checks. Names are those of Envoy's health check statistics.</summary>
internal static class HealthCheckMetrics
{
    private static readonly MetricFamily Checks = MetricFamily.Counter("actormesh_health_checks_total", "Health checks of endpoints that have ended, by result.");

    public static IEnumerable<Metric> Of(UpstreamCluster cluster)
    {
        var prefix = $"cluster.{StatisticName.Part(cluster.Settings.StatisticName)}.health_check";
        var (checks, destination) = (cluster.HealthChecks, ("destination", cluster.Name));
        yield return Metric.StatisticOnly($"{prefix}.attempt", checks.Attempts);
        yield return Checks.Of($"{prefix}.success", checks.Successes, destination, ("result", "success"));
        yield return Metric.StatisticOnly($"{prefix}.failure", checks.Failures);
        yield return Checks.Of(null, checks.Failures - checks.NetworkFailures - checks.PassiveFailures, destination, ("result", "failure"));
        yield return Checks.Of($"{prefix}.network_failure", checks.NetworkFailures, destination, ("result", "no_answer"));
        yield return Checks.Of($"{prefix}.passive_failure", checks.PassiveFailures, destination, ("result", "passive_failure"));
        var members = cluster.View?.Members ?? [];
        var isChecked = cluster.Settings.HealthCheck is not null;
        yield return Metric.StatisticOnly($"{prefix}.healthy", isChecked ? members.Count(member => member.Cell.Check is { IsHealthy: true }) : 0);
        yield return Metric.StatisticOnly($"{prefix}.degraded", isChecked ? members.Count(member => member.Health == EndpointHealth.Degraded) : 0);
    }
}
