using ActorMesh.DataPlane.Listening;

namespace ActorMesh.Cli.Metrics;

/// <summary>How the connections of a listener began that looks at their first bytes. Statistics have Envoy's names where Envoy has one.</summary>
internal static class TlsMetrics
{
    private static readonly MetricFamily Openings = MetricFamily.Counter(
        "actormesh_listener_openings_total",
        "Connections by how they began: secured, plain (while it rises, mtls.mode = strict would lock somebody out), or not let in: failed (handshake), plain_refused, unmatched (no filter chain), late, secrets_not_ready.");

    /// <param name="prefix">Of the listener's statistics.</param>
    public static IEnumerable<Metric> Of(string prefix, string listener, TlsCounters counters)
    {
        Metric One(string result, string statistic, long value) => Openings.Of($"{prefix}.{statistic}", value, ("listener", listener), ("result", result));
        yield return One("secured", "ssl.handshake", counters.Handshakes);
        yield return One("plain", "plain", counters.Plain);
        yield return One("failed", "ssl.connection_error", counters.Failures);
        yield return One("plain_refused", "plain_refused", counters.PlainRefused);
        yield return One("unmatched", "no_filter_chain_match", counters.Unmatched);
        yield return One("late", "downstream_pre_cx_timeout", counters.Late);
        yield return One("secrets_not_ready", "server_ssl_socket_factory.downstream_context_secrets_not_ready", counters.SecretsNotReady);
    }
}
