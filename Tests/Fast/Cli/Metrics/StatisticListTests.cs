using System.Text.RegularExpressions;
using ActorMesh.Cli.Metrics;
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

    private static Metric Named(string name, double value = 1) => Metric.StatisticOnly(name, value);
}
