using System.Collections.Frozen;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;
using static ActorMesh.DataPlane.Resilience.AttemptEnd;
using static ActorMesh.DataPlane.Routing.Retrying.RetryConditions;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Retrying;

public sealed class RetryWantsTests
{
    private const RetryConditions Everything = (RetryConditions)0xFFFF;

    private static readonly FrozenSet<int> Teapot = [418];

    private static readonly RequestHead Get = Requests.Request();
    private static readonly RequestHead Post = Requests.Request(method: "POST");

    [Theory]
    [InlineData(ConnectFailed, false, ServerError | GatewayError | RetryConditions.Reset | ResetBeforeRequest | ConnectFailure)]
    [InlineData(ConnectTimedOut, false, ServerError | GatewayError | RetryConditions.Reset | ResetBeforeRequest | ConnectFailure)]
    [InlineData(AttemptEnd.Reset, false, ServerError | GatewayError | RetryConditions.Reset | ResetBeforeRequest)]
    [InlineData(AttemptEnd.Reset, true, ServerError | GatewayError | RetryConditions.Reset)]
    [InlineData(Malformed, true, ServerError | GatewayError | RetryConditions.Reset)]
    [InlineData(TimedOut, true, ServerError | GatewayError | RetryConditions.Reset | RetryConditions.Timeout)]
    [InlineData(TimedOut, false, ServerError | GatewayError | RetryConditions.Reset | RetryConditions.Timeout | ResetBeforeRequest)]
    [InlineData(CutOff, true, None)]
    [InlineData(Cancelled, false, None)]
    [InlineData(Refused, false, None)]
    public void An_attempt_without_an_answer_is_wanted_again_by(AttemptEnd end, bool wasSent, RetryConditions by)
    {
        foreach (var condition in Each())
            Assert.Equal((condition, (by & condition) != None), (condition, Policy(condition).Wants(Get, Outcome(end), wasSent, answer: null)));
    }

    [Theory]
    [InlineData(200, None)]
    [InlineData(404, None)]
    [InlineData(409, Conflict)]
    [InlineData(418, StatusCodes)]
    [InlineData(429, None)]
    [InlineData(500, ServerError)]
    [InlineData(501, ServerError)]
    [InlineData(502, ServerError | GatewayError)]
    [InlineData(503, ServerError | GatewayError)]
    [InlineData(504, ServerError | GatewayError)]
    [InlineData(599, ServerError)]
    public void An_answer_is_wanted_again_by(int status, RetryConditions by)
    {
        var answer = Responses.Response($"{status} x");
        foreach (var condition in Each())
            Assert.Equal((condition, (by & condition) != None), (condition, WantsAnswer(Policy(condition), answer)));
    }

    [Theory]
    [InlineData("1", GrpcCancelled)]
    [InlineData("4", GrpcDeadlineExceeded)]
    [InlineData("8", GrpcResourceExhausted)]
    [InlineData("13", GrpcInternal)]
    [InlineData("14", GrpcUnavailable)]
    [InlineData("0", None)]
    [InlineData("2", None)]
    [InlineData("14x", None)]
    [InlineData("", None)]
    public void A_status_of_gRPC_in_the_head_is_wanted_again_by(string status, RetryConditions by)
    {
        var answer = Responses.Response("200 OK", headers: $"grpc-status: {status}");
        foreach (var condition in Each())
            Assert.Equal((condition, (by & condition) != None), (condition, WantsAnswer(Policy(condition), answer)));
    }

    [Fact]
    public void Load_that_was_shed_does_not_come_back() =>
        Assert.False(WantsAnswer(Policy(Everything), Responses.Response("503 x", headers: "X-Envoy-Overloaded: true")));

    [Fact]
    public void What_a_rate_limit_refused_comes_back_only_where_it_is_said_to()
    {
        var limited = Responses.Response("503 x", headers: "x-envoy-ratelimited: true");
        Assert.False(WantsAnswer(Policy(Everything & ~RateLimited), limited));
        Assert.True(WantsAnswer(Policy(RateLimited), limited));
        Assert.True(WantsAnswer(Policy(RateLimited), Responses.Response("429 x", headers: "x-envoy-ratelimited: true")));
    }

    [Fact]
    public void What_somebody_further_on_gave_up_is_not_tried_again()
    {
        var marked = Responses.Response("503 x", headers: "x-actormesh-gave-up: orders: connect refused");
        Assert.False(WantsAnswer(Policy(Everything), marked));
        Assert.False(Policy(Everything).Wants(Get, Outcome(Answered, 503) with { IsPassedOn = true }, wasSent: true, Responses.Response("503 x")));
        Assert.True(WantsAnswer(Policy(Everything) with { UsesOriginMark = false }, marked));
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    [InlineData("PUT", true)]
    [InlineData("DELETE", true)]
    [InlineData("TRACE", true)]
    [InlineData("POST", false)]
    [InlineData("PATCH", false)]
    [InlineData("PURGE", false)]
    public void Once_something_was_sent_only_idempotent_methods_are_tried_again(string method, bool isWanted)
    {
        var request = Requests.Request(method: method);
        Assert.Equal(isWanted, Policy(ServerError).Wants(request, Outcome(AttemptEnd.Reset), wasSent: true, answer: null));
        Assert.Equal(isWanted, Policy(ServerError).Wants(request, Outcome(Answered, 500), wasSent: true, Responses.Response("500 x")));
        Assert.True(Policy(ServerError).Wants(request, Outcome(AttemptEnd.Reset), wasSent: false, answer: null));
        Assert.Equal(isWanted, Policy(ServerError).MayRepeat(request));
    }

    [Fact]
    public void Methods_may_be_chosen()
    {
        var some = Policy(ServerError) with { Methods = MethodRule.Of(["GET", "PURGE"]) };
        Assert.Equal(
            (true, true, false, false),
            (some.MayRepeat(Get), some.MayRepeat(Requests.Request(method: "PURGE")), some.MayRepeat(Requests.Request(method: "PUT")), some.MayRepeat(Post)));
        Assert.True((some with { Methods = MethodRule.All }).MayRepeat(Post));
        Assert.True(some.MayRepeat(Requests.Request(method: "POST", headers: "Idempotency-Key: 7f")));
    }

    [Fact]
    public void A_connection_that_never_stood_has_sent_nothing_whatever_was_said() =>
        Assert.True(Policy(ConnectFailure).Wants(Post, Outcome(ConnectFailed), wasSent: true, answer: null));

    [Fact]
    public void Without_tries_nothing_is_wanted()
    {
        Assert.False(RetryPolicy.None.IsActive);
        Assert.False((Policy(Everything) with { RetriesMax = 0 }).Wants(Get, Outcome(ConnectFailed), wasSent: false, answer: null));
        Assert.False(Policy(None).IsActive);
        Assert.True((RetryPolicy.None with { HedgeDelay = TimeSpan.FromSeconds(1) }).IsActive);
    }

    [Fact]
    public void More_conditions_want_no_less() =>
        Gen.Select(Gen.Int[0, 0xFFFF], Gen.Int[0, 0xFFFF], Gen.Int[400, 599], Gen.Bool).Sample((on, more, status, wasSent) =>
        {
            var answer = Responses.Response($"{status} x");
            var outcome = Outcome(Answered, status);
            Assert.True(!Policy((RetryConditions)on).Wants(Get, outcome, wasSent, answer) || Policy((RetryConditions)(on | more)).Wants(Get, outcome, wasSent, answer));
        });

    private static IEnumerable<RetryConditions> Each() => Enum.GetValues<RetryConditions>().Where(condition => condition != None);

    private static RetryPolicy Policy(RetryConditions on) => new() { On = on, StatusCodes = Teapot };

    private static AttemptOutcome Outcome(AttemptEnd end, int status = 0) => new(end, status, TimeSpan.FromMilliseconds(3));

    private static bool WantsAnswer(RetryPolicy policy, ResponseHead answer) => policy.Wants(Get, Outcome(Answered, answer.Status), wasSent: true, answer);
}
