using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Routing.Filters.FilterTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Filters;

public sealed class GlobalRateLimitFilterTests
{
    private const string Route = """{"match":{"prefix":"/"},"route":{"cluster":"c",RATE_LIMITS}METADATA}""";

    private readonly ManualClock _clock = new(TimeSpan.TicksPerHour);
    private readonly GlobalLimits _limits;
    private readonly ExchangeFacts _facts;

    public GlobalRateLimitFilterTests()
    {
        _limits = new GlobalLimits(_clock);
        _facts = FactsOf(_clock, "10.0.0.9");
        _facts.Leases = _limits.Buckets;
    }

    [Fact]
    public void Requests_pass_as_long_as_there_are_tokens_and_are_refused_when_the_limit_is_reached()
    {
        var filters = Of();
        Assert.NotNull(Apply(filters).Wait);
        _limits.Answer(_clock, LeaseAnswerKind.Granted, tokens: 2);
        Assert.Equal([0, 0], [Status(filters), Status(filters)]);
        _limits.Answer(_clock, LeaseAnswerKind.Exhausted, retryAfter: 2.5);

        var refusal = Apply(filters).Refusal!;

        Assert.Equal((429, ResponseFlag.RateLimited, "global_rate_limited"), (refusal.Status, refusal.Flag, refusal.Body));
        Assert.Equal("global_rate_limited{key=d/generic_key,limit=20,used=20,reset=3s}", refusal.Details);
        Assert.Equal("The limit d/generic_key=all of the whole mesh has no token left (20 at once, then 1 per 0.1 s).", refusal.Explanation);
        var answer = filters.Answer(_facts);
        Assert.Equal(("3", "true", "0", "20, 20;w=2"), (answer.Header("retry-after"), answer.Header("x-envoy-ratelimited"), answer.Header("x-ratelimit-remaining"), answer.Header("x-ratelimit-limit")));
        Assert.Equal((2L, 1L, 0L), (Counters.Ok, Counters.OverLimit, Counters.Errors));
    }

    [Fact]
    public void An_answer_tells_what_is_left()
    {
        var filters = Of();
        Apply(filters);
        _limits.Answer(_clock, LeaseAnswerKind.Granted, tokens: 5);
        Apply(filters);

        var answer = filters.Answer(_facts);

        Assert.Equal(("7", "2", null), (answer.Header("x-ratelimit-remaining"), answer.Header("x-ratelimit-reset"), answer.Header("retry-after")));
    }

    [Fact]
    public void The_status_and_the_mark_of_a_refusal_are_the_ones_asked_for()
    {
        var filters = Of("\"rate_limited_status\":{\"code\":\"ServiceUnavailable\"},\"disable_x_envoy_ratelimited_header\":true");
        Apply(filters);
        _limits.Answer(_clock, LeaseAnswerKind.Exhausted, retryAfter: 1);

        Assert.Equal((503, null), (Status(filters), filters.Answer(_facts).Header("x-envoy-ratelimited")));
    }

    [Theory]
    [InlineData("", "", 0, ResponseFlag.None)]
    [InlineData("\"failure_mode_deny\":true", "", 500, ResponseFlag.RateLimitServiceError)]
    [InlineData("\"failure_mode_deny\":true,\"status_on_error\":{\"code\":\"TooManyRequests\"}", "", 429, ResponseFlag.RateLimitServiceError)]
    [InlineData("\"failure_mode_deny\":true", "allow", 0, ResponseFlag.None)]
    [InlineData("", "deny", 500, ResponseFlag.RateLimitServiceError)]
    public void While_nobody_can_say_the_policy_decides(string fields, string onError, int status, ResponseFlag flag)
    {
        var filters = Of(fields, onError.Length > 0 ? $",\"metadata\":{{\"filter_metadata\":{{\"actormesh.rate-limit\":{{\"on-error\":\"{onError}\"}}}}}}" : "");
        _facts.Leases = new LeasedBuckets(TimeProvider.System);

        var verdict = Apply(filters);

        Assert.Equal((status, flag), (verdict.Refusal?.Status ?? 0, verdict.Refusal?.Flag ?? ResponseFlag.None));
        var counters = _facts.Leases.Outcomes["c"];
        Assert.Equal((1L, status == 0 ? 1L : 0L), (counters.Errors, counters.FailureModeAllowed));
    }

    [Fact]
    public void A_limit_that_the_mesh_does_not_have_lets_pass()
    {
        var filters = Of();
        Apply(filters);
        _limits.Answer(_clock, LeaseAnswerKind.Unlimited, retryAfter: 1);

        Assert.Equal((0, 1L), (Status(filters), Counters.Ok));
    }

    [Fact]
    public void A_request_without_a_descriptor_is_not_counted()
    {
        var filters = Of(counted: "\"rate_limits\":[{\"actions\":[{\"request_headers\":{\"header_name\":\"x-user\",\"descriptor_key\":\"user\"}}]}]");

        Assert.Equal((0, 0, 0), (Status(filters), _limits.Asks, _limits.Buckets.Count));
    }

    [Fact]
    public void Each_value_of_a_key_is_a_limit_of_its_own()
    {
        var filters = Of(counted: "\"rate_limits\":[{\"actions\":[{\"request_headers\":{\"header_name\":\"x-user\",\"descriptor_key\":\"user\"}}]}]");

        filters.Apply(Requests.Request("/", headers: "x-user: ann"), _facts, 0);
        filters.Apply(Requests.Request("/", headers: "x-user: bob"), _facts, 0);

        Assert.Equal(["d/user=ann", "d/user=bob"], [_limits.Answer(_clock, LeaseAnswerKind.Noted).ToString(), _limits.Answer(_clock, LeaseAnswerKind.Noted).ToString()]);
    }

    [Theory]
    [InlineData("\u00e9\u00ff", "d/user=\ufffd\ufffd")] // As Latin-1 sends it: no UTF-8.
    [InlineData("long", "d/user=sha256:7b5c1a8f")]
    public void No_value_is_too_odd_or_too_long_to_be_counted(string value, string expected)
    {
        var filters = Of(counted: "\"rate_limits\":[{\"actions\":[{\"request_headers\":{\"header_name\":\"x-user\",\"descriptor_key\":\"user\"}}]}]");
        if (value == "long") value = new string('u', 5_000);

        filters.Apply(Requests.Request("/", headers: $"x-user: {value}"), _facts, 0);

        var name = _limits.Answer(_clock, LeaseAnswerKind.Granted, tokens: 1);
        Assert.StartsWith(expected[..Math.Min(expected.Length, 14)], name.ToString(), StringComparison.Ordinal);
        Assert.InRange(name.Entries[0].Value.Length, 1, LimitValue.BytesMax);
        Assert.Equal(LimitValue.Of(name.Entries[0].Value), name.Entries[0].Value);
    }

    [Fact]
    public void A_route_may_belong_to_another_domain()
    {
        var table = Table(
            $$"""{"match":{"prefix":"/"},"route":{"cluster":"c",{{GlobalLimits.Counted}}},"typed_per_filter_config":{"limit":{"@type":"type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute","domain":"other"} } }""",
            GlobalLimits.Options());

        Apply(table.OnlyFilters());

        Assert.Equal("other/generic_key=all", _limits.Answer(_clock, LeaseAnswerKind.Noted).ToString());
    }

    [Fact]
    public void A_route_that_counts_nothing_has_no_filter() => Assert.True(Table("""{"match":{"prefix":"/"},"route":{"cluster":"c"} }""", GlobalLimits.Options()).OnlyFilters().IsEmpty);

    [Theory]
    [InlineData("\"domain\":\"\"", "domain: is missing")]
    [InlineData("\"timeout\":\"60s\"", "timeout: 60 s; expected 0 to 10 s")]
    public void What_can_not_be_run_is_refused(string fields, string expected) =>
        Assert.Contains(expected, Assert.Throws<RouteTableException>(() => Of(fields)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_request_that_passes_costs_no_memory()
    {
        var (filters, request) = (Of(), Requests.Request());
        filters.Apply(request, _facts, 0);
        _limits.Answer(_clock, LeaseAnswerKind.Granted, tokens: 1_000_000);
        filters.Apply(request, _facts, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) filters.Apply(request, _facts, 0);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private GlobalLimitCounters Counters => _limits.Buckets.Outcomes["c"];

    private static RequestFilters Of(string fields = "", string metadata = "", string counted = GlobalLimits.Counted) => Table(
        Route.Replace("RATE_LIMITS", counted, StringComparison.Ordinal).Replace("METADATA", metadata, StringComparison.Ordinal), GlobalLimits.Options(fields)).OnlyFilters();

    private FilterVerdict Apply(RequestFilters filters) => filters.Apply(Requests.Request(), _facts, 0);

    private int Status(RequestFilters filters) => Apply(filters).Refusal?.Status ?? 0;
}
