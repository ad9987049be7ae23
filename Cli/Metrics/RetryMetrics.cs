using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Budgets;

namespace ActorMesh.Cli.Metrics;

/// <summary>Further tries to a cluster, and what bounds them. Names are those of Envoy's cluster statistics where Envoy counts the same.</summary>
internal static class RetryMetrics
{
    private static readonly MetricFamily Retries = MetricFamily.Counter(
        "actormesh_retries_total", "Tries after a failed one, by what said how long to wait before.");
    private static readonly MetricFamily Successes = MetricFamily.Counter("actormesh_retries_successful_total", "Requests that a further try saved.");
    private static readonly MetricFamily Skipped = MetricFamily.Counter(
        "actormesh_retries_skipped_total", "Further tries that were wanted and not made, by reason.");
    private static readonly MetricFamily TryTimeouts = MetricFamily.Counter("actormesh_try_timeouts_total", "Tries that took longer than one try may.");
    private static readonly MetricFamily Hedges = MetricFamily.Counter("actormesh_hedges_total", "Copies sent beside a slow try.");
    private static readonly MetricFamily HedgesWon = MetricFamily.Counter("actormesh_hedges_won_total", "Copies whose answer was the first.");
    private static readonly MetricFamily Active = MetricFamily.Gauge("actormesh_retries_active", "Retries under way, their waits included.");
    private static readonly MetricFamily BudgetLeft = MetricFamily.Gauge(
        "actormesh_retry_budget_left_ratio", "What is left of the retry budget of the window, 0 to 1.");

    /// <param name="prefix">Of the cluster's statistics.</param>
    public static IEnumerable<Metric> Of(UpstreamCluster cluster, string prefix) =>
    [
        .. Tries(cluster, prefix),
        .. Bounds(cluster, prefix, "default", cluster.Retries, cluster.Limits),
        .. Bounds(cluster, prefix, "high", cluster.HighRetries, cluster.HighLimits),
    ];

    private static IEnumerable<Metric> Tries(UpstreamCluster cluster, string prefix)
    {
        var (counters, destination) = (cluster.RetryCounters, ("destination", cluster.Name));
        yield return Metric.StatisticOnly($"{prefix}.upstream_rq_retry", counters.Retries);
        yield return Retries.Of($"{prefix}.upstream_rq_retry_backoff_exponential", counters.AfterBackoff, destination, ("wait", "backoff"));
        yield return Retries.Of($"{prefix}.upstream_rq_retry_backoff_ratelimited", counters.AfterAskedWait, destination, ("wait", "asked"));
        yield return Successes.Of($"{prefix}.upstream_rq_retry_success", counters.Successes, destination);
        yield return Skipped.Of($"{prefix}.upstream_rq_retry_overflow", counters.Overflows, destination, ("reason", "budget"));
        yield return Skipped.Of($"{prefix}.upstream_rq_retry_limit_exceeded", counters.LimitsExceeded, destination, ("reason", "attempts"));
        yield return Skipped.Of($"{prefix}.upstream_rq_retry_given_up_elsewhere", counters.GivenUpElsewhere, destination, ("reason", "origin_mark"));
        yield return TryTimeouts.Of($"{prefix}.upstream_rq_per_try_timeout", counters.TryTimeouts, destination);
        yield return Hedges.Of($"{prefix}.upstream_rq_hedge", counters.Hedges, destination);
        yield return HedgesWon.Of($"{prefix}.upstream_rq_hedge_won", counters.HedgesWon, destination);
    }

    private static IEnumerable<Metric> Bounds(UpstreamCluster cluster, string prefix, string priority, RetryAllowance allowance, ClusterLimits limits)
    {
        var left = allowance.ConcurrentLeft(limits.Requests + limits.Pending);
        (string, string)[] labels = [("destination", cluster.Name), ("priority", priority)];
        yield return Active.Of($"{prefix}.circuit_breakers.{priority}.rq_retry_active", allowance.Active, labels);
        yield return ClusterMetrics.Open.Of($"{prefix}.circuit_breakers.{priority}.rq_retry_open", left == 0 ? 1 : 0, ("destination", cluster.Name), ("kind", "retries"), ("priority", priority));
        yield return Metric.StatisticOnly($"{prefix}.circuit_breakers.{priority}.remaining_retries", left);
        if (allowance.BalanceShare is { } share) yield return BudgetLeft.Of(statistic: null, share, labels);
    }
}
