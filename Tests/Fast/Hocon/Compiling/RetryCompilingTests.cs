using ActorMesh.Runtime.Contracts.Envoy.Retrying;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

public sealed class RetryCompilingTests
{
    [Fact]
    public void Tries_are_counted_without_the_first()
    {
        var policy = Compiled.Call("retries { max-attempts = 4, on = [connect-failure, \"503\", timeout, \"504\", reset], backoff { base = 10ms, max = 1s } }, timeout { request = 5s, per-try = 1s }").Action().RetryPolicy;

        Assert.Equal(("connect-failure,reset,retriable-status-codes", 3u), (policy.RetryOn, policy.NumRetries!.Value));
        Assert.Equal([503u, 504u], policy.RetriableStatusCodes);
        Assert.Equal((10, 1000), (policy.RetryBackOff.BaseInterval.ToTimeSpan().TotalMilliseconds, policy.RetryBackOff.MaxInterval.ToTimeSpan().TotalMilliseconds));
        Assert.Equal(1, policy.PerTryTimeout.ToTimeSpan().TotalSeconds);
    }

    [Theory]
    [InlineData("routes.r.idempotent = off", "GET|HEAD")]
    [InlineData("routes.r.idempotent = on", null)]
    public void Only_what_may_be_sent_twice_is(string route, string? methods) => Assert.Equal(
        methods, Compiled.Call($"retries.methods = [GET, HEAD], {route}").Action().RetryPolicy.RetriableRequestHeaders.SingleOrDefault()?.StringMatch.SafeRegex.Regex);

    [Fact]
    public void One_try_is_no_retry() => Assert.Null(Compiled.Call("retries.max-attempts = 1, timeout { request = 2s, per-try = 2s }").Action().RetryPolicy);

    [Fact]
    public void One_try_may_still_have_a_bound_of_its_own()
    {
        var policy = Compiled.Call("retries.max-attempts = 1, timeout { request = 2s, per-try = 1s }").Action().RetryPolicy;

        Assert.Equal((0u, "", 1), (policy.NumRetries!.Value, policy.RetryOn, policy.PerTryTimeout.ToTimeSpan().TotalSeconds));
    }

    [Fact]
    public void What_Envoy_cannot_say_is_metadata()
    {
        var metadata = Compiled.Call("retries { backoff.jitter = none, methods = [GET] }").Route().Metadata.FilterMetadata["actormesh.retries"];

        Assert.Equal("none", metadata.Fields["jitter"].StringValue);
        Assert.Equal(["GET"], metadata.Fields["methods"].ListValue.Values.Select(value => value.StringValue));
    }

    [Fact]
    public void A_header_may_ask_for_another_try()
    {
        var compiled = Compiled.Call("retries { on = [\"503\"], retriable-headers = [x-retry, \"x-state=busy\"] }");

        var policy = compiled.Action().RetryPolicy;
        Assert.Equal("retriable-status-codes,retriable-headers", policy.RetryOn);
        Assert.Equal([("x-retry", true, ""), ("x-state", false, "busy")], policy.RetriableHeaders.Select(header => (header.Name, header.PresentMatch, header.StringMatch?.Exact ?? "")));
        Assert.Equal(["503", "retriable-headers"], compiled.Route().Metadata.FilterMetadata["actormesh.retries"].Fields["on"].ListValue.Values.Select(value => value.StringValue));
    }

    [Fact]
    public void Another_try_goes_elsewhere()
    {
        var policy = Compiled.Call().Action().RetryPolicy;

        Assert.True(Assert.Single(policy.RetryHostPredicate).TypedConfig.Is(PreviousHostsPredicate.Descriptor));
        Assert.Equal(5, policy.HostSelectionRetryMaxAttempts);
    }

    [Fact]
    public void An_answer_may_ask_for_a_wait()
    {
        var asked = Compiled.Call("timeout.request = 7s").Action().RetryPolicy.RateLimitedRetryBackOff;

        Assert.Equal((7L, "retry-after"), (asked.MaxInterval.Seconds, Assert.Single(asked.ResetHeaders).Name));
        Assert.Null(Compiled.Call("timeout.request = off").Action().RetryPolicy.RateLimitedRetryBackOff.MaxInterval);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public void Who_gives_up_says_so(string mark) => Assert.Equal(
        mark == "on", Compiled.Call($"retries.origin-mark = {mark}").Route().Metadata.FilterMetadata["actormesh.retries"].Fields["origin-mark"].BoolValue);

    [Fact]
    public void One_try_may_have_a_bound_of_silence_and_an_exchange_one_of_its_life()
    {
        var action = Compiled.Call("retries.max-attempts = 1, timeout { request = off, per-try = off, per-try-idle = 2s, max-duration = 1h }").Action();

        Assert.Equal((0u, 2L, 3600L), (action.RetryPolicy.NumRetries, action.RetryPolicy.PerTryIdleTimeout.Seconds, action.MaxStreamDuration.MaxStreamDuration_.Seconds));
        Assert.Null(Compiled.Call().Action().MaxStreamDuration);
    }

    [Theory]
    [InlineData("off", "off")]
    [InlineData("any", "any")]
    public void The_application_alone_may_say_otherwise(string written, string expected)
    {
        var text = $"timeout {{ from-headers = {written}, propagate-deadline = off }}, expose = \"/\"";

        var own = Overrides(Compiled.Call(text).Route());
        Assert.Equal((expected, false), (own["headers"].StringValue, own["respect-deadline"].BoolValue));
        Assert.Equal("off", Overrides(Compiled.Callee(text).Route("ingress", "orders"))["headers"].StringValue);
        Assert.Equal("off", Overrides(Compiled.Callee(text).Route("inbound", "orders"))["headers"].StringValue);
    }

    [Fact]
    public void The_budget_is_the_clusters()
    {
        var cluster = Compiled.Call("retries.budget { ratio = 25%, min-per-second = 7, window = 20s }").Cluster("orders");

        var budget = cluster.CircuitBreakers.Thresholds[0].RetryBudget;
        Assert.Equal((25, 7u), (budget.BudgetPercent.Value, budget.MinRetryConcurrency));
        Assert.Equal("20s", cluster.Metadata.FilterMetadata["actormesh.retry-budget"].Fields["window"].StringValue);
        Assert.Null(Compiled.Call("retries.budget = off").Cluster("orders").CircuitBreakers.Thresholds[0].RetryBudget);
    }

    [Fact]
    public void A_second_copy()
    {
        var compiled = Compiled.Call("hedging { delay = 150ms, max = 2 }");

        Assert.True(compiled.Action().HedgePolicy.HedgeOnPerTryTimeout);
        Assert.Equal("0.15s", compiled.Route().Metadata.FilterMetadata["actormesh.hedging"].Fields["delay"].StringValue);
        Assert.Null(Compiled.Call().Action().HedgePolicy);
    }

    private static Google.Protobuf.Collections.MapField<string, Google.Protobuf.WellKnownTypes.Value> Overrides(ActorMesh.Runtime.Contracts.Envoy.Routes.Route route) =>
        route.Metadata.FilterMetadata["actormesh.overrides"].Fields;

    [Fact]
    public void What_is_kept_for_another_try_is_bounded() => Assert.Equal(1024u, Compiled.Call("limits.max-retry-buffer = 1KiB").Route().PerRequestBufferLimitBytes);
}
