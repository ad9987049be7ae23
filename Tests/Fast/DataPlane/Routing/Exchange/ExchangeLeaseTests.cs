using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Tests.Fast.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>A request that falls under a limit of the whole mesh, and what it waits for.</summary>
public sealed class ExchangeLeaseTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Limited = "429 RL[global_rate_limited].";

    private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void The_first_request_of_a_key_waits_for_its_lease_and_goes_on()
    {
        using var rig = Rig(out var limits);
        using var client = rig.Client();
        client.Get();
        Assert.Equal(("", 1), (client.Got, limits.Asks));

        limits.Answer(rig.Clock, LeaseAnswerKind.Granted, tokens: 2);
        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");

        client.Gets("204.");
        Assert.Equal("4", client.LastHeaders.Header("x-ratelimit-remaining"));
    }

    [Fact]
    public void Later_requests_do_not_wait()
    {
        using var rig = Rig(out var limits);
        using var client = rig.Client();
        client.Get();
        limits.Answer(rig.Clock, LeaseAnswerKind.Granted, tokens: 5);
        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");
        client.Gets("204.");

        client.Get();
        peer.ReadTo();
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");

        client.Gets("204.204.");
        Assert.Equal(1L, rig.Service.Leases.Counters.Waits);
    }

    [Fact]
    public void One_that_waited_is_refused_when_the_limit_is_reached()
    {
        using var rig = Rig(out var limits);
        using var client = rig.Client();
        client.Get();

        limits.Answer(rig.Clock, LeaseAnswerKind.Exhausted, retryAfter: 4);

        client.Gets(Limited);
        Assert.Equal("4", client.LastHeaders.Header("retry-after"));
        Assert.Equal((1L, 429), (rig.Service.Counters.Flagged(ResponseFlag.RateLimited), rig.Failure.Status));
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void Without_an_answer_in_time_the_request_passes_where_the_policy_allows_it()
    {
        using var rig = Rig(out _);
        using var client = rig.Client();
        client.Get();
        rig.PassAlmost(WaitMax);
        Assert.Equal(0, rig.Endpoint.Active);
        rig.PassTheRest();

        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");
        client.Gets("204.");
        Assert.Equal(1L, rig.Service.Leases.Outcomes["c"].FailureModeAllowed);
    }

    [Fact]
    public void Without_an_answer_in_time_the_request_is_refused_where_the_policy_denies_it()
    {
        using var rig = Rig(out _, "\"failure_mode_deny\":true");
        using var client = rig.Client();
        client.Get();
        rig.PassAlmost(WaitMax);
        Assert.Equal("", client.Got);
        rig.PassTheRest();

        client.Gets("500 RLSE.");
        Assert.Equal("rate_limiter_error", rig.Failure.Details);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void Answers_that_are_not_enough_do_not_make_it_wait_longer()
    {
        using var rig = Rig(out var limits, "\"failure_mode_deny\":true");
        using var one = rig.Client();
        using var other = rig.Client();
        one.Get();
        other.Get();
        rig.PassAlmost(WaitMax);

        limits.Answer(rig.Clock, LeaseAnswerKind.Granted, tokens: 1);
        lab.Dispatcher.Settle();
        rig.PassTheRest();

        other.Gets("500 RLSE.");
        Assert.Equal("", one.Got);
    }

    [Fact]
    public void A_client_that_goes_away_while_it_waits_leaves_nothing_behind()
    {
        using var rig = Rig(out var limits);
        var client = rig.Client();
        client.Get();
        client.Requests.Complete();
        lab.Dispatcher.Settle();

        limits.Answer(rig.Clock, LeaseAnswerKind.Granted, tokens: 1);
        lab.Dispatcher.Settle();

        rig.AssertNothingIsHeld();
    }

    private ExchangeRig Rig(out GlobalLimits limits, string filter = "")
    {
        var rig = new ExchangeRig(lab, GlobalLimits.Counted, options: GlobalLimits.Options(filter));
        limits = new GlobalLimits(rig.Clock, rig.Service.Leases);
        return rig;
    }
}
