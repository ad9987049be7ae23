using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Responses;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>How a connection ends: after a last answer, after a refusal, because somebody went away.</summary>
public sealed class ServerClosingTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_refused_request_is_answered_and_its_rest_is_dropped_for_a_moment()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("NO\nSENSE");
        rig.Refuse();
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", rig.Written, StringComparison.Ordinal);
        Assert.Contains("\r\nconnection: close\r\n", rig.Written, StringComparison.Ordinal);
        Assert.Equal((1, 0), (rig.Counters.ProtocolErrors, rig.Counters.Active));
        Assert.Equal((true, false), (rig.ToClient.IsComplete, rig.FromClient.IsCancelled));
        rig.Pass(Second / 2);
        rig.Send(Get); // No longer read.
        rig.PassAlmost(Second / 2);
        Assert.Equal((false, true), (rig.HasEnded, rig.FromClient.IsAsked));
        rig.PassTheRest();
        Assert.True(rig.HasEnded);
        Assert.Equal(["!http1.bare_line_feed"], rig.Told.Select(told => told.Trim()));
    }

    [Theory]
    [MemberData(nameof(UnreadConnectionTests.Epoll), MemberType = typeof(UnreadConnectionTests))]
    public void A_client_that_had_ended_before_its_request_was_known_is_not_waited_for(string driver)
    {
        _ = driver;
        using var rig = new ServerRig(lab).Started();
        rig.EndUnseen();
        rig.Send(Post);
        Assert.Equal(["POST /"], rig.Told);
        Assert.True(rig.HasEnded);
    }

    [Fact]
    public void A_refused_client_that_ends_is_not_waited_for()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("NO\nSENSE");
        rig.Refuse();
        rig.FromClient.Complete();
        Assert.True(rig.HasEnded);
        Assert.Single(rig.ToClient.Got);
    }

    [Fact]
    public void A_body_that_turns_out_bad_is_refused_while_there_is_no_answer()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        rig.Requests.Ask();
        rig.Send("x\r\n");
        Assert.Equal(["POST /", "!http1.bad_chunk_size"], rig.Told);
        rig.Refuse();
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", rig.Written, StringComparison.Ordinal);
        Assert.Equal((true, true, 0), (rig.Requests.IsComplete, rig.Answers.IsCancelled, rig.Counters.Active));
    }

    [Fact]
    public void A_body_that_turns_out_bad_within_the_answer_breaks_it_off()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        rig.BeginAnswer(Response("200 OK", headers: "Content-Length: 9"), "abc");
        rig.Requests.Ask();
        rig.Send("x\r\n");
        Assert.Equal("!http1.bad_chunk_size", rig.Told[^1]);
        rig.Answers.Fail("cut off");
        Assert.EndsWith("\r\n\r\nabc", rig.Written, StringComparison.Ordinal);
        Assert.IsType<IOException>(rig.ToClient.Failure);
        Assert.Equal((true, 0), (rig.HasEnded, rig.Counters.Active));
    }

    [Fact]
    public void A_refusal_waits_for_what_is_being_written()
    {
        using var rig = new ServerRig(lab);
        rig.ToClient.KeepsAsking = false;
        rig.Started().Send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
        rig.Requests.Ask();
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", rig.Written);
        rig.Send("x\r\n");
        rig.Refuse();
        rig.ToClient.Ask();
        Assert.Contains("\r\n\r\nHTTP/1.1 400 Bad Request\r\n", rig.Written, StringComparison.Ordinal);
        Assert.Equal((false, 1), (rig.ToClient.IsComplete, rig.Counters.Active));
        rig.ToClient.Ask();
        Assert.Equal((true, 0), (rig.ToClient.IsComplete, rig.Counters.Active));
    }

    [Fact]
    public void A_client_that_asks_to_close_gets_its_answer_and_the_end()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        rig.Answer("ok");
        Assert.Equal("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok", rig.Written);
        Assert.Equal((true, 0), (rig.HasEnded, rig.Counters.Active));
    }

    [Fact]
    public void The_last_request_that_a_connection_may_have_closes_it()
    {
        using var rig = new ServerRig(lab, ServerSettings.Default with { RequestsPerConnectionMax = 2 }).Started();
        rig.Send(Get);
        rig.Answer("1");
        rig.Requests.Ask();
        Assert.Equal(("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n1", false), (rig.Written, rig.HasEnded));
        rig.Send(Get);
        rig.Answer("2");
        Assert.EndsWith("HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\n2", rig.Written, StringComparison.Ordinal);
        Assert.True(rig.HasEnded);
    }

    [Fact]
    public void Requests_of_earlier_streams_count_too()
    {
        using var first = new ServerRig(lab, ServerSettings.Default with { RequestsPerConnectionMax = 2 }).Started();
        first.Send(Get);
        first.Answer("1");
        first.Requests.Ask();
        first.Pass(2 * Second);
        first.EndStream();
        using var second = first.Resumed().Started();
        second.Send(Get);
        second.Answer("2");
        Assert.Equal(("HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\n2", true), (second.Written, second.HasEnded));
    }

    [Fact]
    public void An_early_answer_closes_and_the_rest_of_the_body_is_dropped_for_a_moment()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Post + "ab");
        rig.Answer("no", "403 Forbidden");
        Assert.Equal("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno", rig.Written);
        Assert.Equal((true, true, false, 0), (rig.ToClient.IsComplete, rig.Requests.IsComplete, rig.FromClient.IsCancelled, rig.Counters.Active));
        rig.Send("cd");
        rig.PassAlmost(Second);
        Assert.False(rig.HasEnded);
        rig.PassTheRest();
        Assert.Equal(["POST /[ab]"], rig.Told);
        Assert.True(rig.HasEnded);
    }

    [Fact]
    public void While_an_early_answer_lasts_the_body_goes_on()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Post + "ab");
        rig.BeginAnswer(Response("200 OK", headers: "Content-Length: 4"), "AB");
        rig.Requests.Ask();
        rig.Send("cd");
        rig.GoOn("CD", isLast: true);
        Assert.Equal(["POST /[ab]", "[cd]."], rig.Told);
        Assert.Equal("HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nABCD", rig.Written);
        Assert.True(rig.HasEnded); // All was read: no need to linger.
    }

    [Fact]
    public void An_exchange_that_fails_breaks_the_answer_off()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get);
        rig.BeginAnswer(Response("200 OK", headers: "Content-Length: 4"), "ab");
        rig.Answers.Fail("the upstream is gone");
        Assert.EndsWith("\r\n\r\nab", rig.Written, StringComparison.Ordinal);
        Assert.IsType<IOException>(rig.ToClient.Failure);
        Assert.Equal((true, 0), (rig.HasEnded, rig.Counters.Active));
    }

    [Fact]
    public void An_exchange_that_takes_no_more_ends_the_connection_after_the_answer()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get);
        rig.Answer("ok");
        rig.Answers.Complete();
        Assert.Equal((true, true, 0), (rig.HasEnded, rig.ToClient.IsComplete, rig.Counters.Active));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("GET / HT", "")]
    [InlineData(Get, "GET /.")]
    [InlineData(Post + "ab", "POST /[ab]")]
    public void A_client_that_ends_is_gone_whatever_it_was_doing(string sent, string told)
    {
        using var rig = new ServerRig(lab).Started();
        if (sent.Length > 0) rig.Send(sent);
        rig.FromClient.Complete();
        Assert.Equal((told, "", true, 0), (string.Concat(rig.Told), rig.Written, rig.HasEnded, rig.Counters.Active));
        Assert.Equal((true, true), (rig.ToClient.IsComplete, rig.Requests.IsComplete));
    }

    [Fact]
    public void A_client_that_ends_within_its_answer_is_gone()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get);
        rig.BeginAnswer(Response("200 OK", headers: "Content-Length: 4"), "ab");
        rig.FromClient.Complete();
        Assert.Equal((true, true, 0), (rig.HasEnded, rig.ToClient.IsComplete, rig.Counters.Active));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HT")]
    [InlineData(Get)]
    [InlineData("NO\nSENSE")]
    public void A_client_that_resets_is_gone_too(string sent)
    {
        using var rig = new ServerRig(lab).Started();
        if (sent.Length > 0) rig.Send(sent);
        rig.FromClient.Fail("reset");
        Assert.Equal((true, 0), (rig.HasEnded, rig.Counters.Active));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HT")]
    [InlineData(Get)]
    public void A_client_that_takes_no_more_is_gone_too(string sent)
    {
        using var rig = new ServerRig(lab).Started();
        if (sent.Length > 0) rig.Send(sent);
        rig.ToClient.Cancel();
        Assert.Equal((true, true, 0), (rig.FromClient.IsCancelled, rig.Requests.IsComplete, rig.Counters.Active));
    }
}
