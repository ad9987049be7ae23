using ActorMesh.DataPlane.Listening;

namespace ActorMesh.Cli.Metrics;

/// <summary>What a listener has accepted, whatever is spoken on it.</summary>
internal static class ListenerMetrics
{
    private static readonly MetricFamily Accepted = MetricFamily.Counter("actormesh_listener_downstream_cx_total", "Connections accepted.");
    private static readonly MetricFamily Refused = MetricFamily.Counter(
        "actormesh_listener_downstream_cx_overflow_total", "Connections closed at once because there were too many.");
    private static readonly MetricFamily Openings = MetricFamily.Counter(
        "actormesh_listener_openings_total", "How connections began: secured, plain (let in without mutual TLS), or not let in, and why.");
    private static readonly MetricFamily Connections = MetricFamily.Gauge(
        "actormesh_connections", "Connections open, from clients (downstream) and to endpoints (upstream).");

    /// <summary>The configured name, or the address of a listener without one.</summary>
    public static string Label(ListenerStatus listener) => listener.Name.Length > 0 ? listener.Name : listener.Address.ToString();

    /// <param name="statPrefix">Stands in for the address, where configured; else empty.</param>
    public static IEnumerable<Metric> Of(ListenerStatus listener, string statPrefix)
    {
        var prefix = $"listener.{StatisticName.Part(statPrefix.Length > 0 ? statPrefix : listener.Address.ToString())}";
        var label = Label(listener);
        yield return Accepted.Of($"{prefix}.downstream_cx_total", listener.Accepted, ("listener", label));
        yield return Refused.Of($"{prefix}.downstream_cx_overflow", listener.Refused, ("listener", label));
        yield return Connected($"{prefix}.downstream_cx_active", listener.Active, "downstream", label, "open");
        if (listener.Tls is not { } tls) yield break;
        yield return Opened("ssl.handshake", tls.Handshakes, "secured");
        yield return Opened("ssl.connection_error", tls.Failures, "failed");
        yield return Opened("plain", tls.Plain, "plain");
        yield return Opened("plain_refused", tls.PlainRefused, "plain_refused");
        yield return Opened("no_filter_chain_match", tls.Unmatched, "unmatched");
        yield return Opened("downstream_pre_cx_timeout", tls.Late, "late");
        yield return Opened("server_ssl_socket_factory.downstream_context_secrets_not_ready", tls.SecretsNotReady, "secrets_not_ready");

        Metric Opened(string statistic, long count, string end) => Openings.Of($"{prefix}.{statistic}", count, ("listener", label), ("end", end));
    }

    /// <summary>One entry of the family that tells all connections, from clients and to clusters.</summary>
    /// <param name="side">downstream or upstream.</param>
    /// <param name="peer">Name of the listener or cluster.</param>
    public static Metric Connected(string? statistic, double value, string side, string peer, string state) =>
        Connections.Of(statistic, value, ("side", side), ("peer", peer), ("state", state));
}
