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
    AccessLogPolicy? AccessLog)
{
    /// <summary>Requests are read; else bytes pass unread.</summary>
    public bool IsHttp => Protocol.Value != Policies.Protocol.Tcp;

    /// <param name="layers">Each with the keys of <c>mesh.defaults</c>, least important first.</param>
    /// <param name="outer">What holds without the last layer; null: nothing is shared.</param>
    internal static PolicySet Read(Layers layers, PolicySet? outer = null)
    {
        var last = layers.All[^1];
        if (outer is not null && last.Entries.Count == 0) return outer;

        T Read<T>(string section, Func<Layers, T> read, Func<PolicySet, T> shared) =>
            outer is not null && last.Value(section) is null ? shared(outer) : read(layers.Section(section));

        return new PolicySet(
            layers.Word("protocol", ProtocolOf),
            Read("timeout", TimeoutPolicy.Read, set => set.Timeout),
            Read("retries", RetryPolicy.Read, set => set.Retries),
            Read("hedging", HedgingPolicy.Read, set => set.Hedging),
            Read("load-balancer", LoadBalancerPolicy.Read, set => set.LoadBalancer),
            Read("breaker", BreakerPolicy.Read, set => set.Breaker),
            Read("outlier", OutlierPolicy.Read, set => set.Outlier),
            Read("health-check", HealthCheckPolicy.Read, set => set.HealthCheck),
            Read("limits", LimitsPolicy.Read, set => set.Limits),
            Read("rate-limit", limits => Policies.LocalRateLimit.Read(limits.Section("local")), set => set.LocalRateLimit),
            Read("rate-limit", limits => Policies.GlobalRateLimit.Read(limits.Section("global")), set => set.GlobalRateLimit),
            Read("mtls", MtlsPolicy.Read, set => set.Mtls),
            Read("authz", AuthorizationPolicy.Read, set => set.Authorization),
            Read("fault", FaultPolicy.Read, set => set.Fault),
            Read("cors", CorsPolicy.Read, set => set.Cors),
            Read("tracing", TracingPolicy.Read, set => set.Tracing),
            Read("access-log", AccessLogPolicy.Read, set => set.AccessLog));
    }

    private static Protocol ProtocolOf(string word) => word switch
    {
        "http1" => Policies.Protocol.Http1,
        "http2" => Policies.Protocol.Http2,
        "grpc" => Policies.Protocol.Grpc,
        "tcp" => Policies.Protocol.Tcp,
        _ => Policies.Protocol.Auto,
    };
}
