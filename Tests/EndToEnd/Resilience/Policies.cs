namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>What stands between callers and a bad replica, in the words of a bootstrap.</summary>
/// <param name="Name">As the figures call it.</param>
internal sealed record Policies(string Name, bool Retries = false, bool Outlier = false, bool Breaker = false)
{
    public const int ConsecutiveFailures = 3;

    /// <summary>Longer than a healthy answer ever takes here, and shorter than one of a replica that hangs or is slow.</summary>
    private const string PerTry = "0.25s";

    public static readonly Policies None = new("none");
    public static readonly Policies OnlyRetries = new("retries", Retries: true);
    public static readonly Policies OnlyOutlier = new("outlier", Outlier: true);
    public static readonly Policies OnlyBreaker = new("breaker", Breaker: true);
    public static readonly Policies Both = new("retries + outlier", Retries: true, Outlier: true);
    public static readonly Policies All = new("all three", Retries: true, Outlier: true, Breaker: true);

    /// <summary>How long an endpoint stays out the first time.</summary>
    public string BaseEjection { get; init; } = "30s";

    /// <summary>How replicas are asked whether they are well: <c>http_health_check: { path: / }</c> or <c>tcp_health_check: {}</c>; empty for not at all.</summary>
    public string HealthCheck { get; init; } = "";

    /// <summary>Fields of a route action.</summary>
    public string RouteAction => "timeout: 1s" + (Retries
        ? $", retry_policy: {{ retry_on: '5xx', num_retries: 2, per_try_timeout: {PerTry}, retry_back_off: {{ base_interval: 0.005s, max_interval: 0.02s }}, "
            + "retry_host_predicate: [ { name: envoy.retry_host_predicates.previous_hosts, typed_config: "
            + "{ '@type': type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate } } ], host_selection_retry_max_attempts: 5 }"
        : "");

    /// <summary>Fields of a cluster.</summary>
    public string Cluster
    {
        get
        {
            List<string> metadata = [];
            if (Retries) metadata.Add("actormesh.retry-budget: { ratio: 0.5, min-per-second: 20, window: 10s }");
            if (Outlier) metadata.Add("actormesh.outlier: { always-keep-one: true }");
            if (Breaker) metadata.Add("actormesh.breaker: { failure-ratio: 0.5, min-requests: 20, window: 2s, open-for: 1s, jitter: 0, probes: 3 }");
            List<string> fields = [];
            if (Outlier)
                fields.Add($"outlier_detection: {{ consecutive_5xx: {ConsecutiveFailures}, consecutive_gateway_failure: {ConsecutiveFailures}, "
                    + "enforcing_consecutive_gateway_failure: 100, enforcing_success_rate: 0, interval: 0.2s, "
                    + $"base_ejection_time: {BaseEjection}, max_ejection_percent: 50, successful_active_health_check_uneject_host: false }}");
            if (HealthCheck.Length > 0)
                fields.Add("health_checks: [ { timeout: 0.3s, interval: 0.2s, no_traffic_interval: 0.2s, unhealthy_threshold: 2, healthy_threshold: 2, "
                    + $"reuse_connection: false, {HealthCheck} }} ]");
            if (metadata.Count > 0) fields.Add($"metadata: {{ filter_metadata: {{ {string.Join(", ", metadata)} }} }}");
            return string.Join(", ", fields);
        }
    }

    public override string ToString() => Name;
}
