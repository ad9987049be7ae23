using ActorMesh.Cli.Metrics;
using ActorMesh.DataPlane.Resilience.Limiting;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

public sealed class GlobalLimitMetricsTests
{
    [Fact]
    public void Requests_are_counted_by_the_cluster_of_their_route_and_what_became_of_them()
    {
        var leases = new LeasedBuckets(TimeProvider.System);
        var counters = leases.OutcomesOf("orders");
        counters.Passed();
        counters.Passed();
        counters.Exceeded();
        counters.Failed(isAllowed: true);
        counters.Failed(isAllowed: false);

        var metrics = GlobalLimitMetrics.Of(leases).ToList();

        Assert.Equal((2, 1, 2, 1), (Value("ok"), Value("over_limit"), Value("error"), Value("failure_mode_allowed")));
        Assert.Contains(metrics, metric => metric.Statistic == "leases.tokens_granted" && metric.Value == 0);

        double Value(string name) => metrics.Single(metric => metric.Statistic == $"cluster.orders.ratelimit.{name}").Value;
    }
}
