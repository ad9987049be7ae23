namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>All policies that hold for requests to a service, or on one route of it. Sections that nobody changed are shared.</summary>
/// <param name="Hedging">Null: off. So for every section that may be null.</param>
public sealed record PolicySet(
    Setting<Protocol> Protocol,
    TimeoutPolicy Timeout,
    RetryPolicy Retries,
    HedgingPolicy? Hedging,
    LoadBalancerPolicy LoadBalancer,
    BreakerPolicy Breaker,
    OutlierPolicy? Outlier,
    HealthCheckPolicy? HealthCheck,
    LimitsPolicy Limits,
    LocalRateLimit? LocalRateLimit,
    GlobalRateLimit? GlobalRateLimit,
    MtlsPolicy Mtls,
    AuthorizationPolicy Authorization,
    FaultPolicy? Fault,
    CorsPolicy? Cors,
    TracingPolicy Tracing,
    AccessLogPolicy? AccessLog);
