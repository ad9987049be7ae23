using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.Cli.Metrics;

/// <summary>What an HTTP listener has seen, from the client's side. Names are those of Envoy's HTTP connection manager.</summary>
internal static class HttpMetrics
{
    private static readonly MetricFamily Requests = MetricFamily.Counter("actormesh_http_downstream_rq_total", "Requests received.");
    private static readonly MetricFamily Active = MetricFamily.Gauge("actormesh_http_downstream_rq_active", "Requests under way.");
    private static readonly MetricFamily Times = MetricFamily.Histogram(
        "actormesh_http_downstream_rq_time_seconds", "Time from a request's head to the end of its answer.");
    private static readonly MetricFamily ByClass = MetricFamily.Counter(
        "actormesh_http_downstream_rq_class_total", "Answers to clients by class of status code, the proxy's own included.");
    private static readonly MetricFamily ByFlag = MetricFamily.Counter(
        "actormesh_http_downstream_rq_flag_total", "Requests that ended with a response flag.");
    private static readonly MetricFamily ProtocolErrors = MetricFamily.Counter(
        "actormesh_http_downstream_cx_protocol_error_total", "Requests refused because they were not valid HTTP.");
    private static readonly MetricFamily HeadTimeouts = MetricFamily.Counter(
        "actormesh_http_downstream_rq_header_timeout_total", "Requests whose head took too long to come.");
    private static readonly MetricFamily IdleTimeouts = MetricFamily.Counter(
        "actormesh_http_downstream_cx_idle_timeout_total", "Connections closed because no request came.");
    private static readonly MetricFamily RouteHits = MetricFamily.Counter(
        "actormesh_route_requests_total", "Requests that took a route, since the route was last changed.");

    public static IEnumerable<Metric> Of(ListenerStatus listener, HttpService http)
    {
        var configuration = http.Current;
        var prefix = $"http.{StatisticName.Part(configuration.StatPrefix)}";
        (string, string)[] labels = [("listener", ListenerMetrics.Label(listener)), ("stat_prefix", configuration.StatPrefix)];
        var counters = http.Counters;
        yield return Requests.Of($"{prefix}.downstream_rq_total", counters.Requests, labels);
        yield return Active.Of($"{prefix}.downstream_rq_active", counters.Active, labels);
        yield return Times.Of($"{prefix}.downstream_rq_time", http.RequestTimes.Read(), labels);
        for (var hundreds = 1; hundreds <= 5; hundreds++)
            yield return ByClass.Of($"{prefix}.downstream_rq_{hundreds}xx", counters.Answers(hundreds), [.. labels, ("code_class", $"{hundreds}xx")]);
        foreach (var (flag, code) in ResponseFlags.All)
            yield return ByFlag.Of($"{prefix}.flag.{code}", counters.Flagged(flag), [.. labels, ("flag", code)]);
        yield return Metric.StatisticOnly($"{prefix}.no_route", counters.Flagged(ResponseFlag.NoRoute));
        yield return Metric.StatisticOnly($"{prefix}.no_cluster", counters.Flagged(ResponseFlag.NoCluster));
        yield return Metric.StatisticOnly($"{prefix}.downstream_cx_total", listener.Accepted);
        yield return Metric.StatisticOnly($"{prefix}.downstream_cx_active", listener.Active);
        yield return ProtocolErrors.Of($"{prefix}.downstream_cx_protocol_error", counters.ProtocolErrors, labels);
        yield return HeadTimeouts.Of($"{prefix}.downstream_rq_header_timeout", counters.HeadTimeouts, labels);
        yield return IdleTimeouts.Of($"{prefix}.downstream_cx_idle_timeout", counters.IdleTimeouts, labels);
        foreach (var metric in configuration.Routes.Accesses.SelectMany(access => AccessMetrics.Http(prefix, ListenerMetrics.Label(listener), access))) yield return metric;
        foreach (var metric in configuration.Routes.Tokens.SelectMany(tokens => TokenMetrics.Of(prefix, ListenerMetrics.Label(listener), tokens))) yield return metric;
        foreach (var metric in configuration.Routes.Limits.SelectMany(limit => RateLimitMetrics.Of(ListenerMetrics.Label(listener), limit))) yield return metric;
        foreach (var metric in configuration.Routes.Faults.SelectMany(fault => FaultMetrics.Of(prefix, ListenerMetrics.Label(listener), fault))) yield return metric;
        foreach (var host in configuration.Routes.VirtualHosts)
            foreach (var route in host.Routes)
                yield return RouteHits.Of(null, route.Hits, ("listener", ListenerMetrics.Label(listener)), ("virtual_host", host.Name), ("route", route.Name));
    }
}
