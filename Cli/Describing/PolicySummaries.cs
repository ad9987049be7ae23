using System.Globalization;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Describing;

/// <summary>All policies of a service or a route in short.</summary>
internal static class PolicySummaries
{
    public static IReadOnlyList<PolicySummary> Of(PolicySet policies) =>
    [
        Timeout(policies.Timeout),
        Retries(policies.Retries),
        Hedging(policies.Hedging),
        LoadBalancer(policies.LoadBalancer),
        Breaker(policies.Breaker),
        Outlier(policies.Outlier),
        HealthCheck(policies.HealthCheck),
        Limits(policies.Limits),
        .. RateLimits(policies),
        Mtls(policies.Mtls),
        Authorization(policies.Authorization),
        .. Fault(policies.Fault),
        new("tracing", $"sample {ShareText.Of(policies.Tracing.Sample.Value)}", Written(policies.Tracing.Sample.Origin, policies.Tracing.Propagate.Origin)),
    ];

    private static PolicySummary Timeout(TimeoutPolicy timeout) => new(
        "timeout",
        $"request {Of(timeout.Request.Value)}, per-try {Of(timeout.PerTry.Value)}, idle {Of(timeout.Idle.Value)}, connect {DurationText.Of(timeout.Connect.Value)}",
        Written(timeout.Request.Origin, timeout.PerTry.Origin, timeout.Idle.Origin, timeout.Connect.Origin));

    private static PolicySummary Retries(RetryPolicy retries)
    {
        var tries = retries.MaxAttempts.Value == 1 ? "1 try" : $"{retries.MaxAttempts.Value} tries";
        var budget = retries.Budget is { } limit ? $"budget {ShareText.Of(limit.Ratio.Value)}, at least {limit.MinPerSecond.Value}/s" : "no budget";
        return new PolicySummary(
            "retries",
            retries.MaxAttempts.Value == 1 ? tries : $"{tries}, {budget}",
            Written(retries.MaxAttempts.Origin, retries.On.Origin, retries.Methods.Origin, retries.BackoffBase.Origin, retries.Budget?.Ratio.Origin));
    }

    private static PolicySummary Hedging(HedgingPolicy? hedging) => hedging is null
        ? new("hedging", "off", null)
        : new("hedging", $"{Counted.Of(hedging.Max.Value, "more try")} after {DurationText.Of(hedging.Delay.Value)}", Written(hedging.Delay.Origin, hedging.Max.Origin));

    private static PolicySummary LoadBalancer(LoadBalancerPolicy balancer)
    {
        var hash = balancer.HashOn.Value is { } key ? $" on {key}" : "";
        return new PolicySummary(
            "load-balancer",
            $"{EnumWord.Of(balancer.Policy.Value)}{hash}, {balancer.Locality.Value}, panic {ShareText.Of(balancer.Panic.Value)}, slow-start {Of(balancer.SlowStart.Value)}",
            Written(balancer.Policy.Origin, balancer.HashOn.Origin, balancer.Locality.Origin, balancer.Panic.Origin, balancer.SlowStart.Origin));
    }

    private static PolicySummary Breaker(BreakerPolicy breaker)
    {
        var trip = breaker.Trip is { } on ? $"trips at {ShareText.Of(on.FailureRatio.Value)} of {on.MinRequests.Value} in {DurationText.Of(on.Window.Value)}" : "never trips";
        return new PolicySummary(
            "breaker",
            $"{breaker.MaxConnections.Value} connections, {breaker.MaxPending.Value} pending, {breaker.MaxRequests.Value} requests, {trip}",
            Written(breaker.MaxConnections.Origin, breaker.MaxPending.Origin, breaker.MaxRequests.Origin, breaker.MaxRetries.Origin, breaker.Trip?.FailureRatio.Origin));
    }

    private static PolicySummary Outlier(OutlierPolicy? outlier) => outlier is null
        ? new("outlier", "off", null)
        : new(
            "outlier",
            $"after {outlier.Consecutive5xx.Value} x 5xx for {DurationText.Of(outlier.BaseEjection.Value)}, at most {ShareText.Of(outlier.MaxEjected.Value)}",
            Written(outlier.Consecutive5xx.Origin, outlier.BaseEjection.Origin, outlier.MaxEjected.Origin, outlier.Interval.Origin));

    private static PolicySummary HealthCheck(HealthCheckPolicy? check) => check is null
        ? new("health-check", "off", null)
        : new("health-check", $"{check.Path.Value} every {DurationText.Of(check.Interval.Value)}", Written(check.Path.Origin, check.Interval.Origin, check.Timeout.Origin));

    private static PolicySummary Limits(LimitsPolicy limits)
    {
        var body = limits.MaxRequestBody.Value is { } max ? SizeText.Of(max) : "off";
        return new PolicySummary(
            "limits", $"body {body}, headers {SizeText.Of(limits.MaxHeaders.Value)}", Written(limits.MaxRequestBody.Origin, limits.MaxHeaders.Origin, limits.MaxRetryBuffer.Origin));
    }

    private static IEnumerable<PolicySummary> RateLimits(PolicySet policies)
    {
        if (policies.LocalRateLimit is { } local)
            yield return new PolicySummary("rate-limit.local", Rate(local.Rate, local.Burst, local.Key), Written(local.Rate.Origin, local.Burst.Origin));
        if (policies.GlobalRateLimit is { } global)
            yield return new PolicySummary("rate-limit.global", Rate(global.Rate, global.Burst, global.Key), Written(global.Rate.Origin, global.Burst.Origin));
    }

    private static PolicySummary Mtls(MtlsPolicy mtls) =>
        new("mtls", EnumWord.Of(mtls.Mode.Value), Written(mtls.Mode.Origin, mtls.MinVersion.Origin));

    private static PolicySummary Authorization(AuthorizationPolicy authorization)
    {
        var from = authorization.AllowFrom.Value is { } callers ? $"allow-from [{string.Join(", ", callers)}]" : "allow those that call it";
        var rules = authorization.Rules.Count == 0 ? "" : $", {Counted.Of(authorization.Rules.Count, "rule")}";
        return new PolicySummary(
            "authz",
            $"default {EnumWord.Of(authorization.Default.Value)}, {from}{rules}",
            Written(authorization.AllowFrom.Origin, authorization.Rules.Count > 0 ? authorization.Rules[0].Span : null, authorization.Default.Origin));
    }

    private static IEnumerable<PolicySummary> Fault(FaultPolicy? fault)
    {
        if (fault is null) yield break;
        yield return new PolicySummary(
            "fault",
            $"{ShareText.Of(fault.DelayShare.Value)} wait {DurationText.Of(fault.Delay.Value)}, {ShareText.Of(fault.AbortShare.Value)} get {fault.AbortStatus.Value}",
            Written(fault.DelayShare.Origin, fault.AbortShare.Origin));
    }

    private static string Rate(Setting<double> rate, Setting<int> burst, Setting<string> key) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate.Value:0.###}/s, burst {burst.Value}, key {key.Value}");

    private static string Of(TimeSpan? duration) => duration is { } set ? DurationText.Of(set) : "off";

    private static SourceSpan? Written(params ReadOnlySpan<SourceSpan?> origins)
    {
        foreach (var origin in origins)
            if (origin is { File: not null } place && place.File != Reference.File) return place;
        return null;
    }
}
