using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>Exchanges on which nothing moves, whoever's fault that is.</summary>
public sealed class ExchangeIdleTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string IdleRequest = "408 SI[stream timeout].";
    private const string IdleAnswer = "504 SI[stream timeout].";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_request_on_which_nothing_moves_is_a_408()
    {
        using var rig = new ExchangeRig(lab, connection: new() { StreamIdleTimeout = 4 * Second });
        var client = rig.Client();
        client.Begin(length: 9, "abc");
        using var peer = rig.Upstream.Accept();
        peer.ReadTo("abc");
        rig.Pass(3 * Second);
        client.GoOn("def");
        peer.ReadTo("def");
        rig.PassAlmost(4 * Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets(IdleRequest);
        rig.AssertNothingIsHeld();
        Assert.Equal(0, rig.Endpoint.Errors);
        Assert.Equal(1, rig.Service.Counters.Flagged(ResponseFlag.StreamIdleTimeout));
    }

    [Fact]
    public void An_answer_on_which_nothing_moves_is_a_504()
    {
        using var rig = new ExchangeRig(lab, connection: new() { StreamIdleTimeout = 4 * Second });
        var (client, peer) = rig.Asked();
        using var _ = peer;
        rig.PassAlmost(4 * Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets(IdleAnswer);
        rig.AssertNothingIsHeld();
        Assert.Equal(1, rig.Endpoint.Errors);
    }

    [Fact]
    public void An_answer_that_moves_lives_and_one_that_stops_is_broken_off()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"0s\"", new() { StreamIdleTimeout = 4 * Second });
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        client.Gets("200");
        var got = "200";
        for (var part = 0; part < 5; part++)
        {
            rig.PassAlmost(4 * Second);
            peer.Send("x");
            client.Gets(got += "[x]");
        }

        AssertBreaksAfter(4 * Second, rig, client);
    }

    [Fact]
    public void A_client_that_takes_nothing_of_its_answer_is_idle()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"0s\"", new() { StreamIdleTimeout = 4 * Second });
        var (client, peer) = rig.Asked();
        using var _ = peer;
        client.Answers.KeepsAsking = false;
        peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
        client.Gets("200[ab]");
        peer.Send("cd");
        AssertBreaksAfter(4 * Second, rig, client);
        Assert.Equal((0, "The client did not take its answer in time."), (rig.Endpoint.Errors, rig.Failure.Explanation));
    }

    [Fact]
    public void A_client_that_does_not_take_the_last_of_its_answer_is_idle_too()
    {
        using var rig = new ExchangeRig(lab, connection: new() { StreamIdleTimeout = 4 * Second });
        var (client, peer) = rig.Asked();
        using var _ = peer;
        client.Answers.KeepsAsking = false;
        peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");
        client.Gets("200[abcd].");
        AssertBreaksAfter(4 * Second, rig, client);
    }

    [Theory]
    [InlineData("/own")]
    [InlineData("/lost")]
    public void A_client_that_does_not_take_an_answer_of_our_own_is_idle_too(string target)
    {
        using var rig = new ExchangeRig(lab, connection: new() { StreamIdleTimeout = 4 * Second });
        var client = rig.Client();
        client.Get("/own");
        client.Gets("299.");
        client.Answers.KeepsAsking = false;
        client.Get(target);
        rig.PassAlmost(4 * Second);
        Assert.False(client.Answers.HasEnded);
        rig.PassTheRest();
        client.Breaks();
        Assert.Equal(1, rig.Service.Counters.Flagged(ResponseFlag.StreamIdleTimeout));
    }

    [Fact]
    public void A_client_that_takes_its_own_time_between_requests_is_not_idle()
    {
        using var rig = new ExchangeRig(lab, connection: new() { StreamIdleTimeout = 4 * Second });
        var client = rig.Client();
        client.Get("/own");
        client.Gets("299.");
        rig.Pass(60 * Second);
        Assert.False(client.Answers.HasEnded);
    }

    [Fact]
    public void The_routes_timeout_does_not_hurry_a_client_that_has_all_of_its_answer_to_take()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"3s\"");
        var (client, peer) = rig.Asked();
        using var _ = peer;
        client.Answers.KeepsAsking = false;
        peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");
        client.Gets("200[abcd].");
        rig.Pass(10 * Second);
        Assert.False(client.Answers.HasEnded);
        client.Answers.Ask();
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Theory]
    [InlineData("\"idle_timeout\":\"2s\"", 2)]
    [InlineData("\"timeout\":\"0s\",\"idle_timeout\":\"2s\"", 2)]
    [InlineData("", 4)]
    public void A_route_may_have_an_idle_limit_of_its_own(string route, int seconds)
    {
        using var rig = new ExchangeRig(lab, route, new() { StreamIdleTimeout = 4 * Second });
        var (client, peer) = rig.Asked();
        using var _ = peer;
        rig.PassAlmost(seconds * Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets(IdleAnswer);
    }

    private static void AssertBreaksAfter(TimeSpan limit, ExchangeRig rig, ExchangeClient client)
    {
        rig.PassAlmost(limit);
        Assert.False(client.Answers.HasEnded);
        rig.PassTheRest();
        client.Breaks();
        rig.AssertNothingIsHeld();
    }
}
