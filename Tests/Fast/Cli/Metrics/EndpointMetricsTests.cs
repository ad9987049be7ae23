using ActorMesh.Cli.Metrics;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

/// <summary>Numbers of ejection and of health checks, by Envoy's names.</summary>
public sealed class EndpointMetricsTests
{
    private readonly UpstreamCluster _cluster = new(Upstreams.Settings("orders"), TimeProvider.System);

    [Fact]
    public void Ejections_are_told_by_what_they_are_for()
    {
        var host = new OutlierHost("a");
        _cluster.Outliers.Count(new EjectionDecision(host, EjectionVerdict.Ejected, EjectionCause.SuccessRate, ""));
        _cluster.Outliers.Count(new EjectionDecision(host, EjectionVerdict.Overflow, EjectionCause.Consecutive5xx, ""));
        var statistics = Statistics(OutlierMetrics.Of(_cluster), "cluster.orders.outlier_detection.");
        Assert.Equal(1, statistics["ejections_active"]);
        Assert.Equal(1, statistics["ejections_enforced_total"]);
        Assert.Equal(1, statistics["ejections_enforced_success_rate"]);
        Assert.Equal(0, statistics["ejections_enforced_consecutive_5xx"]);
        Assert.Equal(1, statistics["ejections_detected_consecutive_5xx"]);
        Assert.Equal(1, statistics["ejections_overflow"]);
    }

    [Fact]
    public void Health_checks_are_told_by_their_results()
    {
        var checks = _cluster.HealthChecks;
        for (var i = 0; i < 4; i++) checks.Attempted();
        checks.Ended(new ProbeResult(ProbeEnd.Passed, ""));
        checks.Ended(new ProbeResult(ProbeEnd.Failed, ""));
        checks.Ended(new ProbeResult(ProbeEnd.NoAnswer, ""));
        checks.FailedPassively();
        var statistics = Statistics(HealthCheckMetrics.Of(_cluster), "cluster.orders.health_check.");
        Assert.Equal(
            (4, 1, 3, 1, 1),
            (statistics["attempt"], statistics["success"], statistics["failure"], statistics["network_failure"], statistics["passive_failure"]));
        Assert.Equal(4, HealthCheckMetrics.Of(_cluster).Where(metric => metric.Family is not null).Sum(metric => metric.Value));
    }

    private static Dictionary<string, double> Statistics(IEnumerable<Metric> metrics, string prefix) => metrics
        .Where(metric => metric.Statistic is not null)
        .ToDictionary(metric => metric.Statistic![prefix.Length..], metric => metric.Value, StringComparer.Ordinal);
}
