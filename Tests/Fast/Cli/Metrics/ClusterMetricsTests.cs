using ActorMesh.Cli.Metrics;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

public sealed class ClusterMetricsTests
{
    [Fact]
    public void Statistics_go_by_the_alternative_name_and_labels_by_the_name()
    {
        var metrics = ClusterMetrics.Of(new UpstreamCluster(Settings with { StatisticName = "other" }, TimeProvider.System)).ToList();

        Assert.All(metrics.Where(metric => metric.Statistic is not null), metric => Assert.StartsWith("cluster.other.", metric.Statistic, StringComparison.Ordinal));
        Assert.Contains(metrics, metric => metric.Labels.Contains(("destination", "orders")));
    }

    [Fact]
    public void Without_one_they_go_by_the_name() =>
        Assert.Contains(ClusterMetrics.Of(new UpstreamCluster(Settings, TimeProvider.System)), metric => metric.Statistic == "cluster.orders.upstream_rq_total");

    private static ClusterSettings Settings =>
        new() { Name = "orders", Discovery = ClusterDiscovery.Static, Sources = [], Balancing = new BalancingSettings() };
}
