using System.Text.RegularExpressions;
using ActorMesh.Cli.Metrics;
using ActorMesh.DataPlane.Telemetry;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

public sealed class StatisticListTests
{
    private static readonly MetricFamily Requests = MetricFamily.Counter("actormesh_requests_total", "Requests.");

    [Fact]
    public void Listeners_that_share_a_stat_prefix_are_added_up() => Assert.Equal(
        [new("http.web.downstream_rq_total", 5)],
        StatisticList.Of(
            [Requests.Of("http.web.downstream_rq_total", 2, ("listener", "a")), Requests.Of("http.web.downstream_rq_total", 3, ("listener", "b"))],
            filter: null, usedOnly: false));

    [Fact]
    public void A_histogram_shows_quantiles_in_milliseconds_of_all_that_shares_its_name() => Assert.Equal(
        [new("rq_time.count", 2), new("rq_time.p50", 0.0075), new("rq_time.p90", 0.0205), new("rq_time.p95", 0.0205), new("rq_time.p99", 0.0205),
         new("rq_time.p99_9", 0.0205), new("rq_time.sum", 0.027)],
        StatisticList.Of([Times(7), Times(20)], filter: null, usedOnly: true));

    [Fact]
    public void And_its_buckets_when_asked() => Assert.Equal(
        [new("rq_time.below.0.008", 2), new("rq_time.below.0.021", 1)],
        StatisticList.Of([Times(7), Times(7), Times(20)], new Regex("below"), usedOnly: false, withBuckets: true));

    [Fact]
    public void An_empty_histogram_has_no_quantiles() => Assert.Equal(
        [new("rq_time.count", 0), new("rq_time.sum", 0)],
        StatisticList.Of([Durations.Of("rq_time", new LatencyHistogram().Read())], filter: null, usedOnly: false));

    [Fact]
    public void Names_are_sorted_by_bytes() =>
        Assert.Equal(["B", "a", "b"], StatisticList.Of([Named("b"), Named("a"), Named("B")], filter: null, usedOnly: false).Keys);

    [Fact]
    public void Usedonly_leaves_out_zeros() =>
        Assert.Equal(["a"], StatisticList.Of([Named("a"), Named("b", 0)], filter: null, usedOnly: true).Keys);

    [Fact]
    public void A_filter_may_match_anywhere_in_a_name() =>
        Assert.Equal(["http.web.flag.NR"], StatisticList.Of([Named("http.web.flag.NR"), Named("http.web.rq")], new Regex("flag"), usedOnly: false).Keys);

    [Fact]
    public void Metrics_that_Envoy_has_no_name_for_are_left_out() =>
        Assert.Empty(StatisticList.Of([Requests.Of(null, 1)], filter: null, usedOnly: false));

    [Fact]
    public void Colons_of_addresses_become_underscores() => Assert.Equal("127.0.0.1_10000", StatisticName.Part("127.0.0.1:10000"));

    private static MetricFamily Durations => MetricFamily.Histogram("actormesh_rq_time_seconds", "Time.");

    private static Metric Times(int microseconds)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMicroseconds(microseconds));
        return Durations.Of("rq_time", histogram.Read());
    }

    private static Metric Named(string name, double value = 1) => Metric.StatisticOnly(name, value);
}
