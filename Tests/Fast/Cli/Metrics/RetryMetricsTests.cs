using System.Globalization;
using ActorMesh.Cli.Metrics;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

public sealed class RetryMetricsTests
{
    private readonly UpstreamCluster _cluster = new(
        new ClusterSettings
        {
            Name = "orders",
            Discovery = ClusterDiscovery.Static,
            Sources = [],
            Balancing = new BalancingSettings(),
            Retries = new RetryLimits(2) { Budget = new RetryBudgetSettings(0.2, 1, TimeSpan.FromSeconds(10)) },
        },
        new ManualClock());

    [Fact]
    public void Each_count_has_its_statistic()
    {
        var counters = _cluster.RetryCounters;
        counters.Retried();
        counters.Retried(wasAsked: true);
        counters.Retried(wasAsked: true);
        counters.RetrySucceeded();
        for (var i = 0; i < 2; i++) counters.RetryOverflowed();
        for (var i = 0; i < 3; i++) counters.RetryLimitExceeded();
        for (var i = 0; i < 4; i++) counters.PerTryTimedOut();
        for (var i = 0; i < 5; i++) counters.Hedged();
        for (var i = 0; i < 6; i++) counters.HedgeWon();
        for (var i = 0; i < 7; i++) counters.GaveUpElsewhere();
        Assert.Equal(
            "retry 3, retry_backoff_exponential 1, retry_backoff_ratelimited 2, retry_success 1, retry_overflow 2, retry_limit_exceeded 3, " +
            "retry_given_up_elsewhere 7, per_try_timeout 4, hedge 5, hedge_won 6",
            Statistics("cluster.orders.upstream_rq_"));
    }

    [Fact]
    public void Bounds_show_how_near_they_are()
    {
        Assert.True(_cluster.Retries.TryBegin(0));
        Assert.Equal("rq_retry_active 1, rq_retry_open 0, remaining_retries 1", Bounds());
        Assert.True(_cluster.Retries.TryBegin(0));
        Assert.Equal("rq_retry_active 2, rq_retry_open 1, remaining_retries 0", Bounds());
        Assert.Equal(0.8, Assert.Single(RetryMetrics.Of(_cluster, "x"), metric => metric.Family?.Name == "actormesh_retry_budget_left_ratio").Value);
    }

    private string Bounds() => Statistics("cluster.orders.circuit_breakers.default.");

    private string Statistics(string prefix) => string.Join(", ", RetryMetrics.Of(_cluster, "cluster.orders")
        .Where(metric => metric.Statistic?.StartsWith(prefix, StringComparison.Ordinal) == true)
        .Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Statistic![prefix.Length..]} {metric.Value}")));
}
