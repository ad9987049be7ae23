using ActorMesh.DataPlane.Routing.Filters;

namespace ActorMesh.Cli.Metrics;

/// <summary>What local rate limits have said. Names are those of Envoy's local rate limit filter.</summary>
internal static class RateLimitMetrics
{
    private static readonly MetricFamily Requests = MetricFamily.Counter(
        "actormesh_local_rate_limit_requests_total", "Requests that a local rate limit was asked about, by what became of them.");
    private static readonly MetricFamily Buckets = MetricFamily.Gauge("actormesh_local_rate_limit_buckets", "Token buckets of a local rate limit.");
    private static readonly MetricFamily Evictions = MetricFamily.Counter(
        "actormesh_local_rate_limit_evictions_total", "Token buckets dropped because there were too many keys; a dropped key begins again with a full one.");

    public static IEnumerable<Metric> Of(string listener, LimitStatus limit)
    {
        var prefix = $"{StatisticName.Part(limit.StatPrefix)}.http_local_rate_limit";
        (string, string)[] labels = [("listener", listener), ("stat_prefix", limit.StatPrefix), ("place", limit.Place)];
        yield return Metric.StatisticOnly($"{prefix}.enabled", limit.Asked);
        yield return Requests.Of($"{prefix}.ok", limit.Allowed, [.. labels, ("result", "allowed")]);
        yield return Metric.StatisticOnly($"{prefix}.rate_limited", limit.Limited);
        yield return Requests.Of($"{prefix}.enforced", limit.Refused, [.. labels, ("result", "refused")]);
        yield return Requests.Of(null, limit.Limited - limit.Refused, [.. labels, ("result", "told")]);
        yield return Buckets.Of($"{prefix}.buckets", limit.Buckets, labels);
        yield return Evictions.Of($"{prefix}.evictions", limit.Evictions, labels);
    }
}
