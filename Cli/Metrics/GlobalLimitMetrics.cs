using ActorMesh.DataPlane.Resilience.Limiting;

namespace ActorMesh.Cli.Metrics;

/// <summary>What limits of the whole mesh did to requests here, and the leases behind it. Names of the first are those of Envoy's rate limit filter.</summary>
internal static class GlobalLimitMetrics
{
    private static readonly MetricFamily Requests = MetricFamily.Counter(
        "actormesh_global_rate_limit_requests_total", "Requests that fell under a limit of the whole mesh, by what became of them.");
    private static readonly MetricFamily Tokens = MetricFamily.Counter(
        "actormesh_leased_tokens_total", "Tokens of limits of the whole mesh that were leased to this sidecar, and those it gave back.");
    private static readonly MetricFamily Asks = MetricFamily.Counter(
        "actormesh_lease_asks_total", "What this sidecar asked or told the coordinators of limits, in all and by how it was answered.");
    private static readonly MetricFamily Waits = MetricFamily.Counter("actormesh_lease_waits_total", "Requests that waited for a lease.");
    private static readonly MetricFamily Keys = MetricFamily.Gauge("actormesh_lease_keys", "Limits of the whole mesh that this sidecar knows now.");
    private static readonly MetricFamily Evictions = MetricFamily.Counter(
        "actormesh_lease_evictions_total", "Limits forgotten because there were too many keys; their tokens are lost.");

    public static IEnumerable<Metric> Of(LeasedBuckets leases) => [.. leases.Outcomes.SelectMany(outcome => Of(outcome.Key, outcome.Value)), .. Leases(leases)];

    private static IEnumerable<Metric> Of(string cluster, GlobalLimitCounters counters)
    {
        var prefix = $"cluster.{StatisticName.Part(cluster)}.ratelimit";
        yield return Requests.Of($"{prefix}.ok", counters.Ok, ("destination", cluster), ("result", "allowed"));
        yield return Requests.Of($"{prefix}.over_limit", counters.OverLimit, ("destination", cluster), ("result", "refused"));
        yield return Metric.StatisticOnly($"{prefix}.error", counters.Errors);
        yield return Requests.Of($"{prefix}.failure_mode_allowed", counters.FailureModeAllowed, ("destination", cluster), ("result", "allowed on error"));
        yield return Requests.Of(null, counters.Errors - counters.FailureModeAllowed, ("destination", cluster), ("result", "refused on error"));
    }

    private static IEnumerable<Metric> Leases(LeasedBuckets leases)
    {
        var counters = leases.Counters;
        yield return Tokens.Of("leases.tokens_granted", counters.Granted, ("event", "granted"));
        yield return Tokens.Of("leases.tokens_given_back", counters.GivenBack, ("event", "given back"));
        yield return Asks.Of("leases.asks", counters.Asks, ("answer", "any"));
        yield return Asks.Of("leases.exhausted", counters.Exhausted, ("answer", "exhausted"));
        yield return Asks.Of("leases.failed", counters.Failures, ("answer", "none"));
        yield return Asks.Of("leases.stale", counters.Stale, ("answer", "stale"));
        yield return Waits.Of("leases.waits", counters.Waits);
        yield return Keys.Of("leases.keys", leases.Count);
        yield return Evictions.Of("leases.evictions", counters.Evictions);
    }
}
