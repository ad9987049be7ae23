using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Listening;

namespace ActorMesh.Cli.Metrics;

/// <summary>What an L4 listener has carried. Names are those of Envoy's TCP proxy.</summary>
internal static class TcpMetrics
{
    private static readonly MetricFamily Received = MetricFamily.Counter("actormesh_tcp_received_bytes_total", "Bytes from clients.");
    private static readonly MetricFamily Sent = MetricFamily.Counter("actormesh_tcp_sent_bytes_total", "Bytes to clients.");
    private static readonly MetricFamily ConnectFailures = MetricFamily.Counter(
        "actormesh_tcp_connect_fail_total", "Connections given up because no endpoint could be reached.");
    private static readonly MetricFamily NoEndpoint = MetricFamily.Counter(
        "actormesh_tcp_no_endpoint_total", "Connections closed because the cluster is unknown or has no healthy endpoint.");
    private static readonly MetricFamily IdleTimeouts = MetricFamily.Counter(
        "actormesh_tcp_idle_timeout_total", "Connections closed because nothing moved on them.");

    public static IEnumerable<Metric> Of(ListenerStatus listener, RelayCounters counters)
    {
        var statPrefix = listener.TcpConfiguration?.StatPrefix ?? "";
        var prefix = $"tcp.{StatisticName.Part(statPrefix)}";
        (string, string)[] labels = [("listener", ListenerMetrics.Label(listener)), ("stat_prefix", statPrefix)];
        yield return Metric.StatisticOnly($"{prefix}.downstream_cx_total", listener.Accepted);
        yield return Metric.StatisticOnly($"{prefix}.downstream_cx_active", listener.Active);
        yield return Received.Of($"{prefix}.downstream_cx_rx_bytes_total", counters.BytesReceived, labels);
        yield return Sent.Of($"{prefix}.downstream_cx_tx_bytes_total", counters.BytesSent, labels);
        yield return IdleTimeouts.Of($"{prefix}.idle_timeout", counters.IdleTimeouts, labels);
        yield return ConnectFailures.Of($"{prefix}.flag.UF", counters.ConnectFailures, labels);
        yield return NoEndpoint.Of($"{prefix}.no_endpoint", counters.NoEndpoint, labels);
    }
}
