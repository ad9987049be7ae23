using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>Several clients, few connections: limits, turns, and connections that were kept too long.</summary>
public sealed class ExchangeQueueTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";
    private const string Overflown = "503 UO[upstream connect error or disconnect/reset before headers. reset reason: overflow].";
    private const string Terminated = "503 UC[upstream connect error or disconnect/reset before headers. reset reason: connection termination].";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Requests_beyond_the_limit_of_requests_are_refused()
    {
        using var rig = new ExchangeRig(lab, limits: (1024, 1024, 1));
        var (first, peer) = rig.Asked();
        using var _ = peer;
        var second = rig.Client();
        second.Get();
        Assert.Equal((Overflown, 1), (second.Got, rig.Cluster.Counters.Overflows));
        peer.Send(NoContent);
        first.Gets("204.");
        second.Get();
        peer.ReadTo();
        peer.Send(NoContent);
        second.Gets(Overflown + "204.");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void Requests_beyond_the_queue_are_refused_and_those_in_it_have_their_turn()
    {
        using var rig = new ExchangeRig(lab, limits: (1, 2, 1024));
        var (first, peer) = rig.Asked();
        using var _ = peer;
        var (second, third, fourth) = (rig.Client(), rig.Client(), rig.Client());
        second.Get("/?2");
        third.Get("/?3");
        Assert.Equal((2, 3, 1), (rig.Cluster.Limits.Pending, rig.Endpoint.Active, rig.Cluster.Limits.Connections));
        fourth.Get("/?4");
        Assert.Equal((Overflown, 1, 1), (fourth.Got, rig.Cluster.Counters.Overflows, rig.Service.Counters.Flagged(ResponseFlag.UpstreamOverflow)));
        Assert.Equal((2, 3), (rig.Cluster.Limits.Pending, rig.Endpoint.Active));

        peer.Send(NoContent);
        first.Gets("204.");
        Assert.StartsWith("GET /?2 ", peer.ReadTo(), StringComparison.Ordinal);
        Assert.Equal(1, rig.Cluster.Limits.Pending);
        peer.Send(NoContent);
        second.Gets("204.");
        Assert.StartsWith("GET /?3 ", peer.ReadTo(), StringComparison.Ordinal);
        peer.Send(NoContent);
        third.Gets("204.");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void The_place_of_a_connection_that_closed_goes_to_who_waits()
    {
        using var rig = new ExchangeRig(lab, limits: (1, 1, 1024));
        var (first, peer) = rig.Asked();
        using var _ = peer;
        var second = rig.Client();
        second.Get();
        peer.Send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        first.Gets("204.");
        using var next = rig.Upstream.Accept();
        next.ReadTo();
        Assert.Equal((0, 1), (rig.Cluster.Limits.Pending, rig.Cluster.Limits.Connections));
        next.Send(NoContent);
        second.Gets("204.");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void Who_waits_in_the_queue_waits_no_longer_than_the_routes_timeout()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"3s\"", limits: (1, 1, 1024));
        var (first, peer) = rig.Asked();
        using var _ = peer;
        rig.Pass(Second);
        var second = rig.Client();
        second.Get();
        peer.Send(NoContent[..^2]); // The first is about to be answered, and never is.
        rig.PassAlmost(2 * Second);
        rig.PassTheRest();
        first.Gets("504 UT[upstream request timeout].");
        using var next = rig.Upstream.Accept(); // The second has the free place, and its time goes on.
        next.ReadTo();
        rig.PassAlmost(Second - TimeSpan.FromMilliseconds(10));
        Assert.Equal("", second.Got);
        rig.PassTheRest();
        second.Gets("504 UT[upstream request timeout].");
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void Who_times_out_in_the_queue_leaves_it()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"3s\"", limits: (1, 1, 1024));
        var client = rig.Client();
        client.Begin(length: 9, "abc"); // Its own time has not begun.
        using var peer = rig.Upstream.Accept();
        var second = rig.Client();
        second.Get();
        rig.PassAlmost(3 * Second);
        Assert.Equal(("", 1), (second.Got, rig.Cluster.Limits.Pending));
        rig.PassTheRest();
        second.Gets("504 UT[upstream request timeout].");
        Assert.Equal((0, 1, 1), (rig.Cluster.Limits.Pending, rig.Endpoint.Active, rig.Cluster.Limits.Requests));
        client.Requests.Complete();
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void Who_goes_away_while_it_waits_leaves_the_queue()
    {
        using var rig = new ExchangeRig(lab, limits: (1, 1, 1024));
        var (first, peer) = rig.Asked();
        using var _ = peer;
        var second = rig.Client();
        second.Get();
        second.Requests.Complete();
        Assert.Equal((0, 1, 1), (rig.Cluster.Limits.Pending, rig.Endpoint.Active, rig.Cluster.Limits.Requests));
        peer.Send(NoContent);
        first.Gets("204.");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void Who_refuses_one_refuses_those_in_the_queue_in_turn()
    {
        using var rig = new ExchangeRig(lab, limits: (1, 8, 1024), refuses: true);
        var clients = Enumerable.Range(0, 4).Select(_ => rig.Client()).ToList();
        foreach (var client in clients) client.Get();
        foreach (var client in clients) client.Gets("503 UF[upstream connect error or disconnect/reset before headers. reset reason: remote connection failure].");
        rig.AssertNothingIsHeld();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public void A_request_that_may_be_sent_twice_is_if_its_kept_connection_ends_as_it_is_used_again(string method)
    {
        using var rig = new ExchangeRig(lab);
        var (client, stale) = rig.Served();
        client.Get("/?2", method);
        stale.ReadTo();
        stale.Dispose();
        using var peer = rig.Upstream.Accept();
        Assert.StartsWith($"{method} /?2 ", peer.ReadTo(), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (rig.Endpoint.Active, rig.Cluster.Limits.Requests, rig.Cluster.Limits.Connections));
        peer.Send(NoContent);
        client.Gets("204.204.");
        rig.AssertNothingIsHeld(idleConnections: 1);
        Assert.Equal((1, 0, 0), (rig.Cluster.Counters.Replays, rig.Cluster.Counters.Resets, rig.Endpoint.Errors));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    public void A_request_that_may_not_be_sent_twice_fails_with_its_connection(string method)
    {
        using var rig = new ExchangeRig(lab);
        var (client, stale) = rig.Served();
        client.Get("/?2", method);
        stale.ReadTo();
        stale.Dispose();
        client.Gets("204." + Terminated);
        rig.AssertNothingIsHeld();
        Assert.Equal((0, 1, 1), (rig.Cluster.Counters.Replays, rig.Cluster.Counters.Resets, rig.Endpoint.Errors));
    }

    [Fact]
    public void A_request_with_a_body_is_sent_again_whole()
    {
        using var rig = new ExchangeRig(lab);
        var (client, stale) = rig.Served();
        client.Begin(length: 4, "body", method: "PUT");
        stale.ReadTo("body");
        stale.Reset();
        using var peer = rig.Upstream.Accept();
        Assert.StartsWith("PUT / ", peer.ReadTo("\r\n\r\nbody"), StringComparison.Ordinal);
        peer.Send(NoContent);
        client.Gets("204.204.");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void A_request_whose_body_came_in_parts_is_not_sent_again()
    {
        using var rig = new ExchangeRig(lab);
        var (client, stale) = rig.Served();
        client.Begin(length: 4, "bo", method: "PUT");
        stale.ReadTo("bo");
        client.GoOn("dy", isLast: true);
        stale.ReadTo("dy");
        stale.Dispose();
        client.Gets("204." + Terminated);
        rig.AssertNothingIsHeld();
    }

    [Theory]
    [InlineData("HTTP/1.1 20", "")]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\n", "103")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", "")]
    public void A_request_to_which_the_upstream_has_begun_to_say_something_is_not_sent_again(string said, string heard)
    {
        using var rig = new ExchangeRig(lab);
        var (client, stale) = rig.Served();
        client.Get();
        stale.ReadTo();
        stale.Send(said);
        stale.Dispose();
        client.Gets("204." + heard + Terminated);
        rig.AssertNothingIsHeld();
        Assert.Equal(0, rig.Cluster.Counters.Replays);
    }

    [Fact]
    public void A_request_is_sent_again_as_often_as_stale_connections_were_kept_and_then_on_a_fresh_one()
    {
        using var rig = new ExchangeRig(lab);
        var (first, second) = (rig.Asked(), rig.Asked());
        // One after the other: the connection that came back last is lent first.
        first.Peer.Send(NoContent);
        first.Client.Gets("204.");
        second.Peer.Send(NoContent);
        second.Client.Gets("204.");
        rig.AssertNothingIsHeld(idleConnections: 2);
        first.Client.Get();
        foreach (var stale in new[] { second.Peer, first.Peer })
        {
            stale.ReadTo();
            stale.Dispose();
        }

        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Dispose();
        first.Client.Gets("204." + Terminated);
        rig.AssertNothingIsHeld();
        Assert.Equal((2, 1), (rig.Cluster.Counters.Replays, rig.Cluster.Counters.Resets));
    }

    [Fact]
    public void A_connection_serves_as_many_requests_as_it_may()
    {
        using var rig = new ExchangeRig(lab, pool: PoolSettings.Default with { RequestsPerConnectionMax = 2 });
        var (client, peer) = rig.Served();
        client.Get();
        peer.ReadTo();
        peer.Send(NoContent);
        client.Gets("204.204.");
        rig.AssertNothingIsHeld();
        Assert.Equal("", peer.ReadToEnd());
    }

    [Fact]
    public void A_connection_that_nobody_uses_is_closed_in_time()
    {
        using var rig = new ExchangeRig(lab, pool: PoolSettings.Default with { IdleTimeout = 2 * Second });
        var (_, peer) = rig.Served();
        rig.PassAlmost(2 * Second);
        rig.Endpoint.Pool.CloseIdle();
        rig.AssertNothingIsHeld(idleConnections: 1);
        rig.PassTheRest();
        rig.Endpoint.Pool.CloseIdle();
        rig.AssertNothingIsHeld();
        Assert.Equal("", peer.ReadToEnd());
    }
}
