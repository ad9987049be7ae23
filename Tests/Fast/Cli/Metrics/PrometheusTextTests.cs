using System.Text.RegularExpressions;
using ActorMesh.Cli.Metrics;
using ActorMesh.DataPlane.Telemetry;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

public sealed class PrometheusTextTests
{
    private static readonly MetricFamily Requests = MetricFamily.Counter("actormesh_requests_total", "Requests.");
    private static readonly MetricFamily Active = MetricFamily.Gauge("actormesh_active", "Under way.");

    [Fact]
    public void Families_are_sorted_and_each_begins_with_its_help_and_type() => Assert.Equal(
        """
        # HELP actormesh_active Under way.
        # TYPE actormesh_active gauge
        actormesh_active 2.5
        # HELP actormesh_requests_total Requests.
        # TYPE actormesh_requests_total counter
        actormesh_requests_total{destination="a"} 1
        actormesh_requests_total{destination="b",code_class="2xx"} 9007199254740991

        """,
        Text(
            Requests.Of(null, 1, ("destination", "a")), Active.Of(null, 2.5), Requests.Of(null, 9007199254740991, ("destination", "b"), ("code_class", "2xx"))));

    [Fact]
    public void A_histogram_has_cumulative_buckets_a_sum_and_a_count()
    {
        var histogram = new LatencyHistogram();
        foreach (var microseconds in new[] { 100, 200, 300_000, 90_000_000 }) histogram.Record(TimeSpan.FromMicroseconds(microseconds));
        var text = Text(MetricFamily.Histogram("x_seconds", "Time.").Of("x", histogram.Read(), ("listener", "web")));

        Assert.StartsWith("# HELP x_seconds Time.\n# TYPE x_seconds histogram\nx_seconds_bucket{listener=\"web\",le=\"0.000128\"} 1\n", text);
        Assert.Contains("x_seconds_bucket{listener=\"web\",le=\"0.000256\"} 2\n", text);
        Assert.Contains("x_seconds_bucket{listener=\"web\",le=\"0.524288\"} 3\n", text);
        Assert.EndsWith(
            "x_seconds_bucket{listener=\"web\",le=\"+Inf\"} 4\nx_seconds_sum{listener=\"web\"} 90.3003\nx_seconds_count{listener=\"web\"} 4\n", text);
    }

    [Fact]
    public void Quotes_backslashes_and_line_ends_in_labels_are_escaped() =>
        Assert.Contains("""{destination="a\"b\\c\nd"} 1""", Text(Requests.Of(null, 1, ("destination", "a\"b\\c\nd"))));

    [Fact]
    public void Help_escapes_backslashes_and_line_ends_but_not_quotes() =>
        Assert.StartsWith("""# HELP x a\\b\nc"d""", Text(MetricFamily.Gauge("x", "a\\b\nc\"d").Of(null, 1)));

    [Fact]
    public void A_series_appears_once_even_when_two_things_share_it()
    {
        var text = Text(Requests.Of(null, 1, ("listener", "web")), Requests.Of(null, 2, ("listener", "web")));
        Assert.EndsWith("actormesh_requests_total{listener=\"web\"} 3\n", text);
        Assert.Single(Regex.Matches(text, "(?m)^actormesh"));
    }

    [Fact]
    public void Numbers_that_are_none_are_spelt_as_Prometheus_does()
    {
        Assert.EndsWith(" +Inf\n", Text(Active.Of(null, double.PositiveInfinity)));
        Assert.EndsWith(" NaN\n", Text(Active.Of(null, double.NaN)));
    }

    [Fact]
    public void A_filter_and_usedonly_leave_out_whole_families()
    {
        Metric[] metrics = [Requests.Of(null, 1), Active.Of(null, 0)];
        Assert.DoesNotContain("active", PrometheusText.Of(metrics, filter: null, usedOnly: true));
        Assert.DoesNotContain("requests", PrometheusText.Of(metrics, new Regex("active"), usedOnly: false));
    }

    [Fact]
    public void Statistics_without_a_family_are_not_for_Prometheus() => Assert.Empty(Text(Metric.StatisticOnly("http.web.no_route", 1)));

    private static string Text(params Metric[] metrics) => PrometheusText.Of(metrics, filter: null, usedOnly: false);
}
