using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Retrying;

public sealed class RetryCompilerTests
{
    private const string PreviousHosts = "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate";

    [Fact]
    public void Without_a_policy_nothing_is_tried_again() => Assert.Same(RetryPolicy.None, Compiled());

    [Fact]
    public void Defaults_are_Envoys()
    {
        var policy = Compiled("""{"retry_on":"5xx"}""");
        Assert.Equal((RetryConditions.ServerError, 1, null, null), (policy.On, policy.RetriesMax, policy.PerTryTimeout, policy.PerTryIdleTimeout));
        Assert.Equal((25, 250, true), (policy.Backoff.Base.TotalMilliseconds, policy.Backoff.Max.TotalMilliseconds, policy.Backoff.Jitter));
        Assert.Equal((64 * 1024, true, false, null), (policy.BufferMax, policy.UsesOriginMark, policy.HedgesOnTryTimeout, policy.HedgeDelay));
        Assert.True(policy.MayRepeat(Requests.Request(method: "PUT")));
        Assert.False(policy.MayRepeat(Requests.Request(method: "POST")));
    }

    [Fact]
    public void Everything_that_can_be_said()
    {
        var policy = Compiled($$"""
            {"retry_on":"gateway-error, connect-failure,retriable-status-codes,unavailable","num_retries":4,"per_try_timeout":"2s","per_try_idle_timeout":"0.5s",
             "retriable_status_codes":[418,429],"retry_back_off":{"base_interval":"0.01s","max_interval":"1s"},"host_selection_retry_max_attempts":"5",
             "retry_host_predicate":[{"name":"p","typed_config":{"@type":"{{PreviousHosts}}"} }],
             "rate_limited_retry_back_off":{"reset_headers":[{"name":"X-Reset","format":"UNIX_TIMESTAMP"}],"max_interval":"60s"} }
            """);
        Assert.Equal(RetryConditions.GatewayError | RetryConditions.ConnectFailure | RetryConditions.StatusCodes | RetryConditions.GrpcUnavailable, policy.On);
        Assert.Equal((4, 2, 0.5), (policy.RetriesMax, policy.PerTryTimeout!.Value.TotalSeconds, policy.PerTryIdleTimeout!.Value.TotalSeconds));
        Assert.Equal([418, 429], policy.StatusCodes.Order());
        Assert.Equal((10, 1000), (policy.Backoff.Base.TotalMilliseconds, policy.Backoff.Max.TotalMilliseconds));
        var now = DateTimeOffset.FromUnixTimeSeconds(1000);
        Assert.Equal(60, policy.AskedWait(Responses.Response("200 OK", headers: "x-reset: 1060"), now)!.Value.TotalSeconds);
        Assert.Null(policy.AskedWait(Responses.Response("200 OK", headers: "x-reset: 1061"), now));
    }

    [Theory]
    [InlineData("""{"name":"X-Again"}""", "x-again: no", true)]
    [InlineData("""{"name":"x-again"}""", "x-other: 1", false)]
    [InlineData("""{"name":"x-again","invert_match":true}""", "x-other: 1", true)]
    [InlineData("""{"name":"x-again","present_match":false}""", "x-other: 1", true)]
    [InlineData("""{"name":"x-again","string_match":{"exact":"yes"}}""", "x-again: yes", true)]
    [InlineData("""{"name":"x-again","string_match":{"exact":"yes"}}""", "x-again: no", false)]
    [InlineData("""{"name":"x-again","string_match":{"exact":"yes"},"invert_match":true}""", "x-again: no", true)]
    [InlineData("""{"name":"x-again","string_match":{"exact":"yes"},"invert_match":true}""", "x-other: 1", false)]
    [InlineData("""{"name":"x-again","string_match":{"exact":"yes"},"invert_match":true,"treat_missing_header_as_empty":true}""", "x-other: 1", true)]
    [InlineData("""{"name":":status","string_match":{"prefix":"40"}}""", "x-other: 1", true)]
    [InlineData("""{"name":":status","string_match":{"prefix":"5"}}""", "x-other: 1", false)]
    public void Headers_of_an_answer_may_ask_for_another_try(string matcher, string header, bool isWanted)
    {
        var policy = Compiled($$"""{"retry_on":"retriable-headers","retriable_headers":[{{matcher}}]}""");
        var outcome = new AttemptOutcome(AttemptEnd.Answered, 404, TimeSpan.Zero);
        Assert.Equal(isWanted, policy.Wants(Requests.Request(), outcome, wasSent: true, Responses.Response("404 x", headers: header)));
    }

    [Fact]
    public void Only_requests_that_match_are_tried_again()
    {
        var policy = Compiled("""{"retry_on":"5xx","per_try_timeout":"1s","retriable_request_headers":[{"name":":method","string_match":{"exact":"GET"}},{"name":"x-again"}]}""");
        Assert.True(policy.Covers(Requests.Request()));
        Assert.True(policy.Covers(Requests.Request(method: "PUT", headers: "x-again: 1")));
        var other = Requests.Request(method: "PUT");
        Assert.False(policy.Covers(other));
        Assert.Same(policy, policy.For(Requests.Request()));
        Assert.Equal((0, false, 1), (policy.For(other).RetriesMax, policy.For(other).IsActive, policy.For(other).PerTryTimeout!.Value.TotalSeconds));
        Assert.Same(policy.For(other), policy.For(other));
    }

    [Fact]
    public void A_policy_of_the_route_replaces_that_of_its_host_whole()
    {
        const string host = ""","retry_policy":{"retry_on":"reset","num_retries":7},"hedge_policy":{"hedge_on_per_try_timeout":true},"per_request_buffer_limit_bytes":5""";
        var shared = Compiled(host: host);
        Assert.Equal((RetryConditions.Reset, 7, true, 7, 5), (shared.On, shared.RetriesMax, shared.HedgesOnTryTimeout, shared.HedgesMax, shared.BufferMax));
        var own = Compiled("""{"retry_on":"5xx"}""", action: ""","hedge_policy":{}""", route: ""","per_request_buffer_limit_bytes":9""", host: host);
        Assert.Equal((RetryConditions.ServerError, 1, false, 9), (own.On, own.RetriesMax, own.HedgesOnTryTimeout, own.BufferMax));
    }

    [Fact]
    public void Metadata_says_what_was_meant()
    {
        var policy = Compiled(
            """{"retry_on":"reset,connect-failure","retriable_request_headers":[{"name":":method","string_match":{"safe_regex":{"regex":"GET|PURGE"}}}]}""",
            route: ""","metadata":{"filter_metadata":{"actormesh.retries":{"methods":["GET","PURGE"],"on":["timeout","503","reset-before-request"],"jitter":"none","origin-mark":false},"actormesh.hedging":{"delay":"0.2s","max":2}}}""",
            action: ""","hedge_policy":{"hedge_on_per_try_timeout":true}""");
        Assert.Equal(RetryConditions.Timeout | RetryConditions.StatusCodes | RetryConditions.ResetBeforeRequest, policy.On);
        Assert.Equal([503], policy.StatusCodes);
        Assert.Equal((false, false), (policy.Backoff.Jitter, policy.UsesOriginMark));
        Assert.Equal((true, false), (policy.MayRepeat(Requests.Request(method: "PURGE")), policy.MayRepeat(Requests.Request(method: "PUT"))));
        Assert.True(policy.Covers(Requests.Request(method: "POST")));
        Assert.Equal((TimeSpan.FromMilliseconds(200), 2, false), (policy.HedgeDelay, policy.HedgesMax, policy.HedgesOnTryTimeout));
    }

    [Fact]
    public void A_route_may_be_idempotent_whatever_its_methods() =>
        Assert.True(Compiled("""{"retry_on":"5xx"}""", route: Meant("""{"methods":"all"}""")).MayRepeat(Requests.Request(method: "POST")));

    [Theory]
    [InlineData("""{"retry_on":"5xx,conect-failure"}""", "retry_on: \"conect-failure\" is no condition; did you mean connect-failure?")]
    [InlineData("""{"retry_on":"whenever-it-rains"}""", "retry_on: \"whenever-it-rains\" is no condition")]
    [InlineData("""{"retry_priority":{"name":"p"}}""", "retry_priority: the priority of a further try is chosen as for any request; leave it off")]
    [InlineData("""{"retry_host_predicate":[{"name":"omit_canary_hosts"}]}""", "retry_host_predicate[0]: \"omit_canary_hosts\" is not known; there is envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate, and it always holds")]
    [InlineData("""{"per_try_timeout":"-1s"}""", "per_try_timeout: -1 s is negative")]
    [InlineData("""{"retriable_status_codes":[200,1000]}""", "retriable_status_codes[1]: 1000 is not a status; expected 100..599")]
    [InlineData("""{"retry_back_off":{"max_interval":"1s"}}""", "retry_back_off.base_interval: is missing or 0; give more than 0")]
    [InlineData("""{"retry_back_off":{"base_interval":"2s","max_interval":"1s"}}""", "retry_back_off.max_interval: 1 s is below base_interval, 2 s")]
    [InlineData("""{"rate_limited_retry_back_off":{}}""", "rate_limited_retry_back_off.reset_headers: is empty; name the header that says when to come again")]
    [InlineData("""{"rate_limited_retry_back_off":{"reset_headers":[{"name":"a b"}]}}""", "rate_limited_retry_back_off.reset_headers[0].name: \"a b\" is not a header name")]
    [InlineData("""{"retriable_headers":[{"name":":path"}]}""", "retriable_headers[0].name: \":path\" is neither a header name nor :status")]
    public void What_cannot_be_done_is_refused(string policy, string problem) => Assert.Equal(
        $"virtual_hosts[0].routes[0].route.retry_policy.{problem}", Problem(() => Compiled(policy)));

    [Theory]
    [InlineData("""{"methods":"some"}""", "metadata actormesh.retries: methods is not all or a list of texts")]
    [InlineData("""{"jitter":"half"}""", "metadata actormesh.retries: jitter is not one of full, none")]
    [InlineData("""{"on":["5x"]}""", "\"5x\" is no condition; did you mean 5xx?")]
    [InlineData("""{"on":["999"]}""", "999 is not a status; expected 100..599")]
    [InlineData("""{"origin-mark":1}""", "metadata actormesh.retries: origin-mark is not true or false")]
    public void Metadata_that_says_nothing_is_refused(string metadata, string problem) =>
        Assert.Equal($"virtual_hosts[0].routes[0].route: {problem}", Problem(() => Compiled("""{"retry_on":"5xx"}""", route: Meant(metadata))));

    private static string Meant(string retries) => $$$""","metadata":{"filter_metadata":{"actormesh.retries":{{{retries}}}} }""";

    private static string Problem(Action compile) => string.Join('\n', Assert.Throws<RouteTableException>(compile).Problems.Select(problem => $"{problem.Path}: {problem.Message}"));

    private static RetryPolicy Compiled(string? policy = null, string action = "", string route = "", string host = "")
    {
        var retries = policy is null ? "" : $$""","retry_policy":{{policy}}""";
        return RouteTables.Table(
                $$$"""{"name":"test","virtual_hosts":[{"name":"all","domains":["*"]{{{host}}},"routes":[{"match":{"prefix":"/"}{{{route}}},"route":{"cluster":"c"{{{retries}}}{{{action}}} } }]}]}""")
            .OnlyRoute().Forward().Retries;
    }
}
