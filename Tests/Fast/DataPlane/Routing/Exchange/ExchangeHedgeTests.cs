using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>Copies of a request beside one that is slow: the first good answer counts, and nothing stays of the others.</summary>
public sealed class ExchangeHedgeTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
    private const string Fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void A_copy_goes_to_another_endpoint_when_the_first_is_slow_and_the_faster_one_counts()
    {
        using var rig = Rig();
        var other = rig.AddUpstream();
        var client = rig.Client();
        client.Begin(4, "body", "PUT");
        using var slow = rig.Upstream.Accept();
        slow.ReadTo("body");
        rig.PassAlmost(Delay);
        Assert.Equal(0, rig.Cluster.RetryCounters.Hedges);
        rig.PassTheRest();
        using var fast = other.Accept();
        Assert.EndsWith("\r\n\r\nbody", fast.ReadTo("body"), StringComparison.Ordinal);
        Assert.Equal((1, 2), (rig.Cluster.Retries.Active, rig.Cluster.Limits.Requests));
        fast.Send(Fine);
        client.Gets("200[ok].");
        Assert.Equal("", slow.ReadToEnd());
        rig.AssertNothingIsHeld(others: 1);
        Assert.Equal((1, 1), (rig.Cluster.RetryCounters.Hedges, rig.Cluster.RetryCounters.HedgesWon));
        Again(rig, client);
    }

    [Fact]
    public void The_first_may_still_win_and_a_failure_of_one_leaves_the_other()
    {
        using var rig = Rig();
        var other = rig.AddUpstream();
        var (client, first) = rig.Asked();
        rig.Pass(Delay * 1.2);
        using var copy = other.Accept();
        copy.ReadTo();
        copy.Send(Busy);
        lab.Dispatcher.Until(() => rig.Cluster.Counters.Answers(5) == 1);
        Assert.Equal(("", 0), (client.Got, rig.Cluster.RetryCounters.Retries));
        first.Send(Fine);
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(idleConnections: 1, others: 1);
        Assert.Equal(0, rig.Cluster.RetryCounters.HedgesWon);
        first.Dispose();
    }

    [Fact]
    public void When_all_copies_fail_the_request_is_tried_again_as_after_one()
    {
        using var rig = Rig();
        var other = rig.AddUpstream();
        var (client, first) = rig.Asked();
        rig.Pass(Delay * 1.2);
        using var copy = other.Accept();
        copy.ReadTo();
        first.Reset();
        copy.Send(Busy);
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Retries == 1);
        client.Dispose();
        rig.AssertNothingIsHeld(others: 1);
        first.Dispose();
    }

    [Fact]
    public void A_second_copy_is_one_whole_request_after_the_first_copy_failed()
    {
        using var rig = Rig(copies: 2);
        var other = rig.AddUpstream();
        var (client, first) = rig.Asked();
        rig.Pass(Delay * 1.2);
        using var copy = other.Accept();
        var sent = copy.ReadTo();
        copy.Send(Busy);
        lab.Dispatcher.Until(() => rig.Cluster.Counters.Answers(5) == 1);
        rig.Pass(Delay * 1.2);
        lab.Dispatcher.Until(() => rig.Cluster.RetryCounters.Hedges == 2);
        using var second = rig.Upstream.Accept(); // All were asked already.
        Assert.Equal(sent.Split("x-envoy-expected")[0], second.ReadTo().Split("x-envoy-expected")[0]); // Less time is left by now.
        second.Send(Fine);
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(idleConnections: 1, others: 1);
        first.Dispose();
    }

    [Theory]
    [InlineData("POST", 3)]
    [InlineData("GET", 0)]
    public void No_copy_of_what_may_not_be_sent_twice_and_none_beyond_the_budget(string method, int concurrent)
    {
        using var rig = Rig(limits: new RetryLimits(concurrent));
        rig.AddUpstream();
        var client = rig.Client();
        client.Get("/", method);
        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        rig.Pass(Delay * 3);
        Assert.Equal(0, rig.Cluster.RetryCounters.Hedges);
        peer.Send(Fine);
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void A_try_whose_time_is_over_goes_on_beside_the_next_where_the_policy_hedges_so()
    {
        using var rig = new ExchangeRig(lab, """
            "retry_policy":{"retry_on":"5xx","num_retries":1,"per_try_timeout":"0.1s"},"hedge_policy":{"hedge_on_per_try_timeout":true}
            """);
        var other = rig.AddUpstream();
        var (client, late) = rig.Asked();
        rig.Pass(Delay * 1.2);
        using var copy = other.Accept();
        copy.ReadTo();
        late.Send(Fine);
        client.Gets("200[ok].");
        Assert.Equal("", copy.ReadToEnd());
        rig.AssertNothingIsHeld(idleConnections: 1);
        late.Dispose();
    }

    /// <summary>The connection serves the next request as if nothing had been.</summary>
    private static void Again(ExchangeRig rig, ExchangeClient client)
    {
        client.Get();
        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");
        client.Gets("200[ok].204.");
    }

    private ExchangeRig Rig(RetryLimits? limits = null, int copies = 1) => new(
        lab, "\"retry_policy\":{\"retry_on\":\"5xx\",\"num_retries\":1}", retries: limits,
        routeFields: $$$$"""
            "metadata":{"filter_metadata":{"actormesh.hedging":{"delay":"0.1s","max":{{{{copies}}}}} } },
            """);
}
