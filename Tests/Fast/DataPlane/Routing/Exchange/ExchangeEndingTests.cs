using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>All the ways in which an exchange ends, and that none of them leaves anything behind.</summary>
public sealed class ExchangeEndingTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Disconnected = "upstream connect error or disconnect/reset before headers. reset reason: ";
    private const string Terminated = $"503 UC[{Disconnected}connection termination].";

    [Fact]
    public void A_connection_is_kept_also_when_its_answer_filled_the_buffer_to_the_last_byte()
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        const string Head = "HTTP/1.1 200 OK\r\nContent-Length: 16342\r\n\r\n";
        var body = new string('x', 16342);
        Assert.Equal(ByteBuffer.SmallSize, Head.Length + body.Length);
        peer.Send(Head + body);
        client.Gets($"200[{body}].");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Fact]
    public void An_answer_is_passed_on_and_the_connection_is_kept_for_the_next()
    {
        using var rig = new ExchangeRig(lab);
        var client = rig.Client();
        client.Get();
        using var peer = rig.Upstream.Accept();
        Assert.StartsWith("GET / HTTP/1.1\r\nhost: example.com\r\n", peer.ReadTo(), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (rig.Endpoint.Active, rig.Cluster.Limits.Requests, rig.Cluster.Limits.Connections));
        peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        client.Gets("200[ok].");
        rig.AssertNothingIsHeld(idleConnections: 1);
        client.Get();
        peer.ReadTo();
        peer.Send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        client.Gets("200[ok].503.");
        rig.AssertNothingIsHeld(idleConnections: 1);
        Assert.Equal((2, 1, 1, 1), (rig.Endpoint.Total, rig.Endpoint.Errors, rig.Cluster.Counters.Answers(2), rig.Cluster.Counters.Answers(5)));
        Assert.Empty(rig.Failures.Latest(10));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "200.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore", "200.")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", "200[a].")]
    public void A_connection_that_cannot_serve_again_is_closed(string answer, string expected)
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send(answer);
        client.Gets(expected);
        rig.AssertNothingIsHeld();
        Assert.Equal("", peer.ReadToEnd());
    }

    [Fact]
    public void Interim_answers_pass_but_for_100_which_is_ours_to_give()
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
        client.Gets("103204.");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Theory]
    [InlineData("/own", "299.", null)]
    [InlineData("/none", "404 NR.", "route_not_found")]
    [InlineData("/lost", "503 NC.", "cluster_not_found")]
    public void A_request_that_leads_to_no_endpoint_is_answered_here(string target, string expected, string? details)
    {
        using var rig = new ExchangeRig(lab);
        var client = rig.Client();
        client.Get(target);
        Assert.Equal((expected, true), (client.Got, client.Requests.IsAsked));
        rig.AssertNothingIsHeld();
        Assert.Equal((0, details), (rig.Endpoint.Total, rig.Failures.Latest(1).SingleOrDefault()?.Details));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(EndpointHealth.Unhealthy)]
    public void A_cluster_without_a_healthy_endpoint_is_a_503(EndpointHealth? health)
    {
        using var rig = new ExchangeRig(lab, health: health);
        var client = rig.Client();
        client.Get();
        Assert.Equal("503 UH[no healthy upstream].", client.Got);
        rig.AssertNothingIsHeld();
        Assert.Equal((1, 0), (rig.Cluster.Counters.NoneHealthy, rig.Endpoint.Total));
    }

    [Fact]
    public void An_endpoint_that_refuses_is_a_503_each_time()
    {
        using var rig = new ExchangeRig(lab, refuses: true);
        var client = rig.Client();
        var expected = "";
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            client.Get();
            client.Gets(expected += $"503 UF[{Disconnected}remote connection failure].");
            rig.AssertNothingIsHeld();
            Assert.Equal((attempt, attempt, attempt), (rig.Cluster.Counters.ConnectFailures, rig.Endpoint.Errors, rig.Endpoint.Total));
        }

        Assert.Equal(3, rig.Service.Counters.Flagged(ResponseFlag.UpstreamConnectionFailure));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("HTTP/1.1 20", false)]
    [InlineData("HTTP/1.1 20", true)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", false)]
    public void An_upstream_that_leaves_before_the_head_is_a_503(string sent, bool byReset)
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send(sent);
        if (byReset) peer.Reset();
        else peer.End();
        client.Gets(Terminated);
        rig.AssertNothingIsHeld();
        Assert.Equal((1, 1, 0), (rig.Cluster.Counters.Resets, rig.Endpoint.Errors, rig.Cluster.Counters.Replays));
    }

    [Theory]
    [InlineData("Content-Length: 9\r\n\r\nabc", "200[abc]", false)]
    [InlineData("Content-Length: 9\r\n\r\nabc", "200[abc]", true)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "200[abc]", false)]
    [InlineData("X: y\r\n\r\nabc", "200[abc]", true)]
    public void An_upstream_that_leaves_within_its_answer_breaks_it_off(string rest, string expected, bool byReset)
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("HTTP/1.1 200 OK\r\n" + rest);
        client.Gets(expected);
        if (byReset) peer.Reset();
        else peer.End();
        client.Breaks();
        Assert.Equal((expected, true), (client.Got, client.Requests.IsCancelled));
        Assert.Equal(("upstream_reset_after_response_started{connection_termination}", 200), (rig.Failure.Details, rig.Failure.Status));
        rig.AssertNothingIsHeld();
        Assert.Equal((1, 1, 1), (rig.Cluster.Counters.Resets, rig.Endpoint.Errors, rig.Service.Counters.Flagged(ResponseFlag.UpstreamConnectionTermination)));
    }

    [Fact]
    public void A_body_without_a_length_ends_where_the_upstream_does()
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("HTTP/1.1 200 OK\r\n\r\nabc");
        client.Gets("200[abc]");
        peer.End();
        client.Gets("200[abc].");
        rig.AssertNothingIsHeld();
        Assert.Empty(rig.Failures.Latest(10));
    }

    [Fact]
    public void An_answer_that_is_not_HTTP_is_a_502()
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("SMTP ready\r\n\r\n");
        client.Gets($"502 UPE[{Disconnected}protocol error].");
        rig.AssertNothingIsHeld();
        Assert.Equal(1, rig.Cluster.Counters.ProtocolErrors);
    }

    [Fact]
    public void An_answer_that_turns_out_bad_breaks_off()
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        client.Gets("200[abc]");
        peer.Send("x\r\n");
        client.Breaks();
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void An_early_answer_ends_the_exchange_and_its_connection()
    {
        using var rig = new ExchangeRig(lab);
        var client = rig.Client();
        client.Begin(length: 9, "abc");
        using var peer = rig.Upstream.Accept();
        peer.ReadTo("abc");
        peer.Send("HTTP/1.1 413 Too Much\r\nContent-Length: 0\r\n\r\n");
        client.Gets("413.");
        rig.AssertNothingIsHeld();
        Assert.Equal("", peer.ReadToEnd());
    }

    [Fact]
    public void A_body_goes_on_as_it_comes_while_the_answer_does()
    {
        using var rig = new ExchangeRig(lab);
        var client = rig.Client();
        client.Begin(length: 6, "ab");
        using var peer = rig.Upstream.Accept();
        peer.ReadTo("\r\n\r\nab");
        peer.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nAB\r\n");
        client.Gets("200[AB]");
        client.GoOn("cd");
        peer.ReadTo("cd");
        peer.Send("2\r\nCD\r\n");
        client.Gets("200[AB][CD]");
        client.GoOn("ef", isLast: true);
        peer.ReadTo("ef");
        peer.Send("0\r\n\r\n");
        client.Gets("200[AB][CD].");
        rig.AssertNothingIsHeld(idleConnections: 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")]
    public void A_client_that_goes_away_ends_the_exchange_and_its_connection(string sent)
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send(sent);
        if (sent.Length > 0) client.Gets("200[abc]");
        client.Requests.Complete();
        Assert.True(client.Answers.IsComplete);
        rig.AssertNothingIsHeld();
        Assert.Equal(("downstream_remote_disconnect", sent.Length > 0 ? 200 : 0), (rig.Failure.Details, rig.Failure.Status));
        Assert.Equal((0, 1), (rig.Endpoint.Errors, rig.Service.Counters.Flagged(ResponseFlag.DownstreamConnectionTermination)));
        Assert.Equal("", peer.ReadToEnd());
    }

    [Fact]
    public void A_client_that_goes_away_while_the_connection_is_opened_leaves_nothing()
    {
        using var rig = new ExchangeRig(lab);
        rig.Upstream.Clog();
        var client = rig.Client();
        client.Get();
        Assert.Equal((1, 1), (rig.Endpoint.Active, rig.Cluster.Limits.Connections));
        client.Requests.Complete();
        Assert.True(client.Answers.IsComplete);
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void A_client_that_closes_after_its_answer_leaves_the_connection_to_others()
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        client.Answers.KeepsAsking = false;
        peer.Send("HTTP/1.1 204 No Content\r\n\r\n");
        client.Gets("204.");
        Assert.Equal(1, rig.Endpoint.Active);
        client.Answers.Cancel();
        Assert.True(client.Requests.IsCancelled);
        rig.AssertNothingIsHeld(idleConnections: 1);
        Assert.Empty(rig.Failures.Latest(10));
    }
}
