using ActorMesh.DataPlane.Routing.Tokens;

namespace ActorMesh.Cli.Metrics;

/// <summary>Requests that need a token. Names are those of Envoy's JWT filter.</summary>
internal static class TokenMetrics
{
    private static readonly MetricFamily Requests = MetricFamily.Counter("actormesh_jwt_requests_total", "Requests that need a token, by what became of them.");

    /// <param name="prefix">Of the HTTP connection manager.</param>
    public static IEnumerable<Metric> Of(string prefix, string listener, TokenStatus tokens)
    {
        (string, string)[] labels = [("listener", listener), ("place", tokens.Place)];
        yield return Requests.Of($"{prefix}.jwt_authn.allowed", tokens.Allowed, [.. labels, ("result", "allowed")]);
        yield return Requests.Of($"{prefix}.jwt_authn.denied", tokens.Denied, [.. labels, ("result", "denied")]);
        yield return Metric.StatisticOnly($"{prefix}.jwt_authn.jwt_cache_hit", tokens.Known);
        yield return Metric.StatisticOnly($"{prefix}.jwt_authn.jwt_cache_miss", tokens.Allowed - tokens.Known);
    }
}
