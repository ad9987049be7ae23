using System.Net;
using ActorMesh.Cli.Metrics;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Time;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

public sealed class ListenerMetricsTests
{
    private static readonly IPEndPoint Address = new(IPAddress.Loopback, 10000);

    [Fact]
    public void Statistics_are_rooted_at_the_address_or_at_the_configured_prefix()
    {
        var listener = new ListenerStatus("web", Address);
        Assert.All(ListenerMetrics.Of(listener, statPrefix: ""), metric => Assert.StartsWith("listener.127.0.0.1_10000.downstream_cx_", metric.Statistic));
        Assert.All(ListenerMetrics.Of(listener, statPrefix: "edge"), metric => Assert.StartsWith("listener.edge.downstream_cx_", metric.Statistic));
    }

    [Fact]
    public void Who_came_without_mutual_TLS_is_told()
    {
        var listener = new ListenerStatus("web", Address) { Tls = new TlsCounters() };
        listener.Tls.Count(OpeningEnd.Plain);
        listener.Tls.Count(OpeningEnd.Secured);

        Assert.Equal(
            ["listener.edge.plain", "listener.edge.ssl.handshake"],
            StatisticList.Of(ListenerMetrics.Of(listener, "edge"), filter: null, usedOnly: true).Keys);
    }

    [Fact]
    public void A_listener_without_a_name_is_labelled_by_its_address() =>
        Assert.Equal("127.0.0.1:10000", ListenerMetrics.Label(new ListenerStatus("", Address)));

    [Fact]
    public void Http_counts_by_class_and_by_flag()
    {
        using var wheel = new TimerWheel(TimeProvider.System);
        var routes = RouteTable.Compile(new RouteConfiguration { Name = "r" });
        var configuration = new HttpConfiguration("ingress", ServerSettings.Default, new HttpConnectionSettings(), routes);
        var http = new HttpService("web", configuration, new ClusterDirectory(), new FailureRing(), TimeProvider.System, wheel);
        http.Counters.RequestBegan();
        http.Counters.Answered(404);
        http.Counters.Flag(ResponseFlag.NoRoute);
        http.RequestTimes.Record(TimeSpan.FromMilliseconds(3));

        var used = StatisticList.Of(HttpMetrics.Of(new ListenerStatus("web", Address), http), filter: null, usedOnly: true);
        Assert.Equal(
            ["http.ingress.downstream_rq_4xx", "http.ingress.downstream_rq_active",
             "http.ingress.downstream_rq_time.count", "http.ingress.downstream_rq_time.p50", "http.ingress.downstream_rq_time.p90",
             "http.ingress.downstream_rq_time.p95", "http.ingress.downstream_rq_time.p99", "http.ingress.downstream_rq_time.p99_9",
             "http.ingress.downstream_rq_time.sum", "http.ingress.downstream_rq_total",
             "http.ingress.flag.NR", "http.ingress.no_route"],
            used.Keys);
    }
}
