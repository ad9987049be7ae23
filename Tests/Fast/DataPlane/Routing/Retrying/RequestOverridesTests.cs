using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Retrying;

public sealed class RequestOverridesTests
{
    private static readonly string[] All =
    [
        "X-Envoy-Upstream-Rq-Timeout-Ms: 700", "x-envoy-upstream-rq-per-try-timeout-ms: 90", "x-envoy-max-retries: 5", "x-envoy-retry-on: 5xx, nonsense",
        "x-envoy-retry-grpc-on: unavailable", "x-envoy-retriable-status-codes: 418,x", "x-envoy-retriable-header-names: X-Again",
        "x-envoy-hedge-on-per-try-timeout: true", "x-envoy-expected-rq-timeout-ms: 40", "x-envoy-original-path: /kept",
    ];

    private static readonly ForwardAction Plain = Forward("");

    [Fact]
    public void Without_such_headers_the_route_holds_and_nothing_is_allocated()
    {
        var head = Requests.Request(headers: "x-request-id: 7");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var policy = RequestOverrides.Apply(head, Plain, isInternal: true);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(new EffectivePolicy(Plain.Timeout, Plain.Retries, HasDeadline: false), policy);
    }

    [Fact]
    public void A_caller_within_may_say_everything()
    {
        var head = Requests.Request(headers: All);
        var (timeout, retries, hasDeadline) = RequestOverrides.Apply(head, Plain, isInternal: true);
        Assert.Equal((700, false), (timeout!.Value.TotalMilliseconds, hasDeadline));
        Assert.Equal((5, 90, true, 5), (retries.RetriesMax, retries.PerTryTimeout!.Value.TotalMilliseconds, retries.HedgesOnTryTimeout, retries.HedgesMax));
        Assert.Equal(RetryConditions.Reset | RetryConditions.ServerError | RetryConditions.GrpcUnavailable, retries.On);
        Assert.Contains(418, retries.StatusCodes.AsEnumerable());
        AssertGone(head);
    }

    [Fact]
    public void Headers_of_an_answer_may_be_named()
    {
        var retries = RequestOverrides.Apply(
            Requests.Request(headers: ["x-envoy-retry-on: retriable-headers", "x-envoy-retriable-header-names: X-Again, x-other"]), Plain, isInternal: true).Retries;
        var outcome = new AttemptOutcome(AttemptEnd.Answered, 200, TimeSpan.Zero);
        Assert.True(retries.Wants(Requests.Request(), outcome, wasSent: true, Responses.Response("200 OK", headers: "x-again: 1")));
        Assert.False(retries.Wants(Requests.Request(), outcome, wasSent: true, Responses.Response("200 OK")));
    }

    [Fact]
    public void Strangers_are_not_listened_to()
    {
        var head = Requests.Request(headers: All);
        Assert.Equal(new EffectivePolicy(Plain.Timeout, Plain.Retries, HasDeadline: false), RequestOverrides.Apply(head, Forward("""{"headers":"any","respect-deadline":true}"""), isInternal: false) with { Retries = Plain.Retries });
        AssertGone(head);
    }

    [Fact]
    public void A_route_may_listen_to_nobody()
    {
        var head = Requests.Request(headers: All);
        var forward = Forward("""{"headers":"off"}""");
        Assert.Equal(new EffectivePolicy(forward.Timeout, forward.Retries, HasDeadline: false), RequestOverrides.Apply(head, forward, isInternal: true));
        AssertGone(head);
    }

    [Theory]
    [InlineData("x-envoy-upstream-rq-timeout-ms: 700", 700, 2, 1000)]
    [InlineData("x-envoy-upstream-rq-timeout-ms: 70000", 4000, 2, 1000)]
    [InlineData("x-envoy-upstream-rq-timeout-ms: 0", 4000, 2, 1000)]
    [InlineData("x-envoy-max-retries: 0", 4000, 0, 1000)]
    [InlineData("x-envoy-max-retries: 9", 4000, 2, 1000)]
    [InlineData("x-envoy-upstream-rq-per-try-timeout-ms: 5", 4000, 2, 5)]
    [InlineData("x-envoy-upstream-rq-per-try-timeout-ms: 5000", 4000, 2, 1000)]
    [InlineData("x-envoy-retry-on: 5xx", 4000, 2, 1000)]
    public void A_route_may_let_callers_ask_for_less_alone(string header, double timeout, int retriesMax, double perTry)
    {
        var policy = RequestOverrides.Apply(Requests.Request(headers: header), Forward("""{"headers":"tighten"}"""), isInternal: true);
        Assert.Equal((timeout, retriesMax, perTry), (policy.Timeout!.Value.TotalMilliseconds, policy.Retries.RetriesMax, policy.Retries.PerTryTimeout!.Value.TotalMilliseconds));
        Assert.Equal(RetryConditions.Reset, policy.Retries.On);
    }

    [Theory]
    [InlineData("x-envoy-upstream-rq-timeout-ms: soon")]
    [InlineData("x-envoy-upstream-rq-timeout-ms: -5")]
    [InlineData("x-envoy-max-retries: many")]
    [InlineData("x-envoy-max-retries: -1")]
    [InlineData("x-envoy-retry-on: nonsense")]
    [InlineData("x-envoy-hedge-on-per-try-timeout: maybe")]
    [InlineData("x-envoy-expected-rq-timeout-ms: 0")]
    public void What_cannot_be_read_says_nothing(string header)
    {
        var policy = RequestOverrides.Apply(Requests.Request(headers: header), Forward("""{"respect-deadline":true}"""), isInternal: true);
        Assert.Equal((4000, 2, RetryConditions.Reset, false), (policy.Timeout!.Value.TotalMilliseconds, policy.Retries.RetriesMax, policy.Retries.On, policy.HasDeadline));
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        var policy = RequestOverrides.Apply(
            Requests.Request(headers: ["x-envoy-upstream-rq-timeout-ms: 0", "x-envoy-upstream-rq-per-try-timeout-ms: 0"]), Plain, isInternal: true);
        Assert.Null(policy.Timeout);
        Assert.Null(policy.Retries.PerTryTimeout);
    }

    [Theory]
    [InlineData("""{"respect-deadline":true}""", "40", 40, true)]
    [InlineData("""{"respect-deadline":true}""", "9000", 4000, true)]
    [InlineData("""{"headers":"off","respect-deadline":true}""", "40", 40, true)]
    [InlineData("""{"respect-deadline":false}""", "40", 4000, false)]
    [InlineData("{}", "40", 4000, false)]
    public void A_deadline_of_the_caller_only_shortens(string overrides, string deadline, double timeout, bool hasDeadline)
    {
        var policy = RequestOverrides.Apply(Requests.Request(headers: $"x-envoy-expected-rq-timeout-ms: {deadline}"), Forward(overrides), isInternal: true);
        Assert.Equal((timeout, hasDeadline), (policy.Timeout!.Value.TotalMilliseconds, policy.HasDeadline));
    }

    [Fact]
    public void The_listener_may_heed_deadlines_where_no_route_says()
    {
        var options = new RouteTableOptions { RespectsDeadlines = true };
        Assert.True(Forward("", options).Overrides.RespectsDeadline);
        Assert.False(Forward("""{"respect-deadline":false}""", options).Overrides.RespectsDeadline);
        Assert.False(Plain.Overrides.RespectsDeadline);
    }

    [Fact]
    public void A_route_without_retries_gets_one_from_a_caller_that_says_when()
    {
        var plain = RouteTables.TableOf(RouteTables.RouteFor("""{"prefix":"/"}""")).OnlyRoute().Forward();
        Assert.Equal(1, RequestOverrides.Apply(Requests.Request(headers: "x-envoy-retry-on: 5xx"), plain, isInternal: true).Retries.RetriesMax);
        Assert.False(RequestOverrides.Apply(Requests.Request(headers: "x-envoy-max-retries: 3"), plain, isInternal: true).Retries.IsActive);
    }

    [Fact]
    public void Conditions_on_the_request_hold_all_the_same()
    {
        var forward = RouteTables.TableOf(RouteTables.RouteWith(
            """ "route":{"cluster":"c","retry_policy":{"retry_on":"reset","retriable_request_headers":[{"name":"x-again"}]}}""")).OnlyRoute().Forward();
        Assert.Equal(0, RequestOverrides.Apply(Requests.Request(headers: "x-envoy-max-retries: 3"), forward, isInternal: true).Retries.RetriesMax);
        Assert.Equal(3, RequestOverrides.Apply(Requests.Request(headers: ["x-envoy-max-retries: 3", "x-again: 1"]), forward, isInternal: true).Retries.RetriesMax);
    }

    [Fact]
    public void Other_words_for_who_is_listened_to_are_refused() =>
        Assert.Equal("metadata actormesh.overrides: headers is not one of off, tighten, any", Assert.Single(Assert.Throws<RouteTableException>(() => Forward("""{"headers":"on"}""")).Problems).Message);

    private static ForwardAction Forward(string overrides, RouteTableOptions? options = null)
    {
        var metadata = overrides.Length == 0 ? "" : $$$""","metadata":{"filter_metadata":{"actormesh.overrides":{{{overrides}}}} }""";
        return RouteTables.Table(
            $$$"""{"name":"test","virtual_hosts":[{"name":"all","domains":["*"],"routes":[{"match":{"prefix":"/"}{{{metadata}}},"route":{"cluster":"c","timeout":"4s","retry_policy":{"retry_on":"reset","num_retries":2,"per_try_timeout":"1s"} } }]}]}""",
            options).OnlyRoute().Forward();
    }

    private static void AssertGone(RequestHead head) => Assert.Equal("/kept", Assert.Single(
        Enumerable.Range(0, head.Headers.Slots).Where(slot => head.Headers.IsPresent(slot) && head.Headers.Known(slot) == KnownHeader.XEnvoy).Select(slot => head.Headers.Value(slot).Text())));
}
