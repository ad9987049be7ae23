using System.Globalization;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Describing;

/// <summary>All policies of a service or a route in short.</summary>
internal static class PolicySummaries
{
    private const string Off = "off";

    public static IReadOnlyList<PolicySummary> Of(PolicySet policies) =>
    [
        new("timeout", Timeout(policies.Timeout)),
        new("retries", Retries(policies.Retries)),
        new("hedging", policies.Hedging is { } hedging ? $"up to {hedging.Max.Value} more after {DurationText.Of(hedging.Delay.Value)}" : Off),
        new("load-balancer", LoadBalancer(policies.LoadBalancer)),
        new("breaker", Breaker(policies.Breaker)),
        new("outlier", Outlier(policies.Outlier)),
        new("health-check", policies.HealthCheck is { } check ? HealthCheck(check, policies.Protocol.Value) : Off),
        new("limits", Limits(policies.Limits)),
        new("rate-limit.local", policies.LocalRateLimit is { } local ? $"{Rate(local.Rate, local.Burst, local.Key)}{Unless("enforce", local.Mode.Value)}" : Off),
        new("rate-limit.global", policies.GlobalRateLimit is { } global ? Rate(global.Rate, global.Burst, global.Key) : Off),
        new("mtls", EnumWord.Of(policies.Mtls.Mode.Value)),
        new("authz", Authorization(policies.Authorization)),
        new("fault", Fault(policies.Fault)),
        new("cors", policies.Cors is { } cors ? string.Join(", ", cors.AllowOrigins.Value) : Off),
        new("tracing", $"sample {ShareText.Of(policies.Tracing.Sample.Value)}"),
        new("access-log", policies.AccessLog is { } log ? $"{log.Format.Value}, sample {ShareText.Of(log.Sample.Value)}" : Off),
    ];

    /// <summary><c>3 tries, budget 20%</c></summary>
    public static string Retries(RetryPolicy retries)
    {
        if (retries.MaxAttempts.Value == 1) return "1 try";
        var budget = retries.Budget is { } limit ? $"budget {ShareText.Of(limit.Ratio.Value)}" : "no budget";
        return $"{retries.MaxAttempts.Value} tries, {budget}";
    }

    /// <summary>A duration that may be <c>off</c>.</summary>
    public static string Bound(TimeSpan? duration) => duration is { } set ? DurationText.Of(set) : Off;

    private static string Timeout(TimeoutPolicy timeout) =>
        $"request {Bound(timeout.Request.Value)}, per-try {Bound(timeout.PerTry.Value)}, idle {Bound(timeout.Idle.Value)}, connect {DurationText.Of(timeout.Connect.Value)}";

    private static string LoadBalancer(LoadBalancerPolicy balancer)
    {
        var hash = balancer.HashOn.Value is { } key ? $" on {key}" : "";
        return $"{EnumWord.Of(balancer.Policy.Value)}{hash}, {balancer.Locality.Value}, panic {ShareText.Of(balancer.Panic.Value)}, slow-start {Bound(balancer.SlowStart.Window.Value)}";
    }

    private static string Breaker(BreakerPolicy breaker)
    {
        var trip = breaker.Trip is { } on
            ? $"trips at {ShareText.Of(on.FailureRatio.Value)} failed of {on.MinRequests.Value} or more in {DurationText.Of(on.Window.Value)}{Unless("enforce", on.Mode.Value)}"
            : "never trips";
        return $"{breaker.MaxConnections.Value} connections, {breaker.MaxPending.Value} pending, {breaker.MaxRequests.Value} requests; {trip}";
    }

    private static string HealthCheck(HealthCheckPolicy check, Protocol protocol)
    {
        var type = check.Type.Value != "auto" ? check.Type.Value : protocol switch { Protocol.Tcp => "tcp", Protocol.Grpc => "grpc", _ => "http" };
        return $"{(type == "http" ? check.Path.Value : type)} every {DurationText.Of(check.Interval.Value)}";
    }

    /// <summary>A word that is worth being told when it is not the usual one.</summary>
    private static string Unless(string usual, string word) => word == usual ? "" : $", {word}";

    private static string Outlier(OutlierPolicy? outlier) => outlier is null
        ? Off
        : $"{outlier.Consecutive5xx.Value} x 5xx: out for {DurationText.Of(outlier.BaseEjection.Value)}, at most {ShareText.Of(outlier.MaxEjected.Value)} of the replicas";

    private static string Limits(LimitsPolicy limits)
    {
        var body = limits.MaxRequestBody.Value is { } max ? Quantity.Size.Text(max) : Off;
        return $"body {body}, headers {Quantity.Size.Text(limits.MaxHeaders.Value)}";
    }

    private static string Authorization(AuthorizationPolicy authorization)
    {
        var from = authorization.AllowFrom.Value is { } callers ? $"from [{string.Join(", ", callers)}]" : "those that call it";
        var rules = authorization.Rules.Count == 0 ? "" : $", {Counted.Of(authorization.Rules.Count, "rule")}";
        var denied = authorization.DenyRules.Count == 0 ? "" : $"never what fits {Counted.Of(authorization.DenyRules.Count, "deny rule")}; ";
        return $"{denied}{from}{rules}; else {EnumWord.Of(authorization.Default.Value)}";
    }

    private static string Fault(FaultPolicy? fault) => fault is null
        ? Off
        : fault.ByHeader.Value ? "as requests ask for it"
        : $"{ShareText.Of(fault.DelayShare.Value)} wait {DurationText.Of(fault.Delay.Value)}, {ShareText.Of(fault.AbortShare.Value)} get {fault.AbortStatus.Value}";

    private static string Rate(Setting<double> rate, Setting<int> burst, Setting<string> key) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate.Value:0.###}/s, burst {burst.Value}, key {key.Value}");
}
