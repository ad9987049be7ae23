using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Resilience.Ejection;

namespace ActorMesh.Cli.Metrics;

/// <summary>Who is ejected, and for what. Names are those of Envoy's outlier statistics.</summary>
internal static class OutlierMetrics
{
    private static readonly MetricFamily Ejected = MetricFamily.Gauge("actormesh_outlier_ejected", "Endpoints of the cluster that are ejected now.");
    private static readonly MetricFamily Ejections = MetricFamily.Counter("actormesh_outlier_ejections_total", "Ejections of endpoints, by reason.");
    private static readonly MetricFamily Overflows = MetricFamily.Counter(
        "actormesh_outlier_ejections_overflow_total", "Ejections that were not carried out because too many endpoints were ejected.");

    public static IEnumerable<Metric> Of(UpstreamCluster cluster)
    {
        var prefix = $"cluster.{StatisticName.Part(cluster.Settings.StatisticName)}.outlier_detection";
        var (outliers, destination) = (cluster.Outliers, ("destination", cluster.Name));
        yield return Ejected.Of($"{prefix}.ejections_active", outliers.Active, destination);
        yield return Overflows.Of($"{prefix}.ejections_overflow", outliers.Overflows, destination);
        yield return Metric.StatisticOnly($"{prefix}.ejections_enforced_total", outliers.EnforcedTotal);
        foreach (var cause in EjectionCauses.All)
        {
            yield return Ejections.Of($"{prefix}.ejections_enforced_{cause.Word}", outliers.Enforced(cause), destination, ("reason", cause.Word));
            yield return Metric.StatisticOnly($"{prefix}.ejections_detected_{cause.Word}", outliers.Detected(cause));
        }
    }
}
