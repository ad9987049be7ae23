using ActorMesh.Cli.Metrics;
using ActorMesh.DataPlane.Routing.Filters;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

public sealed class FilterMetricsTests
{
    [Fact]
    public void A_rate_limit_counts_under_the_names_of_Envoy() => Assert.Equal(
        [
            "in.http_local_rate_limit.enabled 5", "in.http_local_rate_limit.ok 2", "in.http_local_rate_limit.rate_limited 3",
            "in.http_local_rate_limit.enforced 1", "in.http_local_rate_limit.buckets 4", "in.http_local_rate_limit.evictions 6",
        ],
        Statistics(RateLimitMetrics.Of("inbound", new LimitStatus("", "in", "", Asked: 5, Allowed: 2, Limited: 3, Refused: 1, Buckets: 4, Evictions: 6))));

    [Fact]
    public void Each_request_counts_once_in_the_family_of_limits() => Assert.Equal(
        5,
        RateLimitMetrics.Of("inbound", new LimitStatus("", "in", "", Asked: 5, Allowed: 2, Limited: 3, Refused: 1, Buckets: 4, Evictions: 6))
            .Where(metric => metric.Family?.Name == "actormesh_local_rate_limit_requests_total").Sum(metric => metric.Value));

    [Fact]
    public void A_fault_filter_counts_under_the_names_of_Envoy() => Assert.Equal(
        ["http.in.fault.delays_injected 1", "http.in.fault.aborts_injected 2", "http.in.fault.faults_overflow 3", "http.in.fault.active_faults 4"],
        Statistics(FaultMetrics.Of("http.in", "inbound", new FaultStatus("", "", Delays: 1, Aborts: 2, Overflows: 3, Active: 4))));

    private static IEnumerable<string> Statistics(IEnumerable<Metric> metrics) =>
        metrics.Where(metric => metric.Statistic is not null).Select(metric => $"{metric.Statistic} {metric.Value}");
}
