using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>Every limit that an exchange has in time, and that it rings then and not before.</summary>
public sealed class ExchangeTimeTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string TimedOut = "504 UT[upstream request timeout].";
    private const string NotConnected = "503 UF[upstream connect error or disconnect/reset before headers. reset reason: connection timeout].";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void An_answer_that_does_not_come_within_the_routes_timeout_is_a_504()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"3s\"");
        var (client, peer) = rig.Asked();
        using var _ = peer;
        rig.PassAlmost(3 * Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets(TimedOut);
        Assert.Equal("", peer.ReadToEnd());
        rig.AssertNothingIsHeld();
        Assert.Equal((1, 1, 1), (rig.Cluster.Counters.Timeouts, rig.Endpoint.Errors, rig.Service.Counters.Flagged(ResponseFlag.UpstreamRequestTimeout)));
        Assert.Equal(("upstream_response_timeout", 504), (rig.Failure.Details, rig.Failure.Status));
        Assert.InRange(rig.Failure.Duration, 3 * Second, 3 * Second + TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void The_routes_timeout_counts_from_the_end_of_the_request()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"3s\"");
        var client = rig.Client();
        client.Begin(length: 2, "a");
        using var peer = rig.Upstream.Accept();
        peer.ReadTo("\r\n\r\na");
        rig.Pass(10 * Second);
        client.GoOn("b", isLast: true);
        peer.ReadTo("b");
        rig.PassAlmost(3 * Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets(TimedOut);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void The_routes_timeout_breaks_off_an_answer_that_has_begun()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"3s\"");
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
        client.Gets("200[abc]");
        rig.PassAlmost(3 * Second);
        Assert.False(client.Answers.HasEnded);
        rig.PassTheRest();
        client.Breaks();
        Assert.Equal("200[abc]", client.Got);
        rig.AssertNothingIsHeld();
        Assert.Equal((1, 1), (rig.Service.Counters.Answers(2), rig.Service.Counters.Flagged(ResponseFlag.UpstreamRequestTimeout)));
    }

    [Fact]
    public void An_answer_in_time_ends_the_routes_timeout()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"3s\"");
        var (client, peer) = rig.Served();
        using var _ = peer;
        rig.Pass(10 * Second);
        client.Get();
        peer.ReadTo();
        rig.PassAlmost(3 * Second);
        Assert.Equal("204.", client.Got);
        rig.PassTheRest();
        client.Gets("204." + TimedOut);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void A_timeout_of_zero_is_none()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"0s\",\"idle_timeout\":\"0s\"");
        var (client, peer) = rig.Asked();
        using var _ = peer;
        rig.Pass(TimeSpan.FromHours(1));
        Assert.Equal("", client.Got);
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");
        client.Gets("204.");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void An_endpoint_that_does_not_take_the_connection_in_time_is_a_503()
    {
        using var rig = new ExchangeRig(lab, pool: PoolSettings.Default with { ConnectTimeout = 2 * Second });
        rig.Upstream.Clog();
        var client = rig.Client();
        client.Get();
        Assert.Equal((1, 1, 1), (rig.Endpoint.Active, rig.Cluster.Limits.Requests, rig.Cluster.Limits.Connections));
        rig.PassAlmost(2 * Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets(NotConnected);
        rig.AssertNothingIsHeld();
        Assert.Equal((1, 0, 1), (rig.Cluster.Counters.ConnectTimeouts, rig.Cluster.Counters.ConnectFailures, rig.Endpoint.Errors));
    }

    [Fact]
    public void The_routes_timeout_includes_the_connect()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"1s\"");
        rig.Upstream.Clog();
        var client = rig.Client();
        client.Get();
        rig.PassAlmost(Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets(TimedOut);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void A_request_that_is_not_whole_in_time_is_a_408()
    {
        using var rig = new ExchangeRig(lab, connection: new() { RequestTimeout = 3 * Second });
        var client = rig.Client();
        client.Begin(length: 9, "abc");
        using var peer = rig.Upstream.Accept();
        peer.ReadTo("abc");
        rig.Pass(2 * Second);
        client.GoOn("def");
        rig.PassAlmost(Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets("408[request timeout].");
        Assert.Equal("request_overall_timeout", rig.Failure.Details);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void A_request_that_is_whole_in_time_is_no_longer_hurried()
    {
        using var rig = new ExchangeRig(lab, connection: new() { RequestTimeout = 3 * Second });
        var client = rig.Client();
        client.Begin(length: 2, "a");
        using var peer = rig.Upstream.Accept();
        rig.PassAlmost(3 * Second);
        client.GoOn("b", isLast: true);
        peer.ReadTo("ab");
        rig.Pass(3 * Second);
        Assert.Equal("", client.Got);
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");
        client.Gets("204.");
    }

    [Theory]
    [InlineData("\"timeout\":\"0s\"", 5)]
    [InlineData("\"timeout\":\"0s\",\"max_stream_duration\":{\"max_stream_duration\":\"2s\"}", 2)]
    public void A_request_that_lasts_longer_than_any_may_is_a_504(string route, int seconds)
    {
        using var rig = new ExchangeRig(lab, route, new() { StreamDurationMax = 5 * Second });
        var (client, peer) = rig.Asked();
        using var _ = peer;
        rig.PassAlmost(seconds * Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets("504 DT[stream duration exceeded].");
        Assert.Equal("max_duration_timeout", rig.Failure.Details);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void Where_the_request_was_not_even_whole_that_is_a_408()
    {
        using var rig = new ExchangeRig(lab, connection: new() { StreamDurationMax = 5 * Second });
        var client = rig.Client();
        client.Begin(length: 9, "abc");
        using var peer = rig.Upstream.Accept();
        peer.ReadTo("abc");
        rig.PassAlmost(5 * Second);
        Assert.Equal("", client.Got);
        rig.PassTheRest();
        client.Gets("408 DT[stream duration exceeded].");
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void An_answer_that_lasts_longer_than_any_may_is_broken_off_though_it_moves()
    {
        using var rig = new ExchangeRig(lab, "\"timeout\":\"0s\"", new() { StreamDurationMax = 5 * Second });
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        client.Gets("200");
        rig.PassAlmost(5 * Second);
        peer.Send("x");
        client.Gets("200[x]");
        rig.PassTheRest();
        client.Breaks();
        rig.AssertNothingIsHeld();
    }
}
