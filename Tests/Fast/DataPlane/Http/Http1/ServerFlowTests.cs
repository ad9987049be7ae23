using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Responses;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>What flows when: requests in order, back-pressure, 100-continue, tunnels.</summary>
public sealed class ServerFlowTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    private const string ExpectingPost = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
    private const string Upgrade = "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";
    private const string Switched = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n";

    [Fact]
    public void Pipelined_requests_are_handed_on_one_at_a_time()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get("/a") + Get("/b") + Get("/c"));
        foreach (var told in new[] { "GET /a.", "GET /b.", "GET /c." })
        {
            Assert.Equal((told, 1), (rig.Told[^1], rig.Counters.Active));
            rig.Answer();
            Assert.Equal((told, 0), (rig.Told[^1], rig.Counters.Active));
            rig.Requests.Ask();
        }

        Assert.Equal((Ok + Ok + Ok, 3, 3), (rig.Written, rig.Counters.Requests, rig.Connection.RequestsServed));
    }

    [Fact]
    public void The_next_answer_is_not_asked_for_before_the_last_is_written()
    {
        using var rig = new ServerRig(lab);
        rig.ToClient.KeepsAsking = false;
        rig.Started().Send(Get("/a"));
        rig.Answer();
        Assert.Equal((Ok, false, 1), (rig.Written, rig.Answers.IsAsked, rig.Counters.Active));
        rig.ToClient.Ask();
        Assert.Equal((true, 0), (rig.Answers.IsAsked, rig.Counters.Active));
    }

    [Fact]
    public void A_large_body_is_passed_through_in_step_with_the_client()
    {
        var body = new string('b', 100_000);
        using var rig = new ServerRig(lab);
        rig.ToClient.KeepsAsking = false;
        rig.Started().Send(Get("/a"));
        rig.Answer(body);
        Assert.False(rig.Answers.IsAsked);
        rig.ToClient.Ask();
        Assert.False(rig.Answers.IsAsked);
        Assert.Equal($"HTTP/1.1 200 OK\r\ncontent-length: {body.Length}\r\n\r\n{body}", rig.Written);
        rig.ToClient.Ask();
        Assert.True(rig.Answers.IsAsked);
    }

    [Fact]
    public void Nothing_is_read_from_the_client_while_nobody_asks_for_requests()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get("/a"));
        Assert.False(rig.FromClient.IsAsked);
        rig.Answer();
        Assert.False(rig.FromClient.IsAsked);
        rig.Requests.Ask();
        Assert.True(rig.FromClient.IsAsked);
    }

    [Fact]
    public void A_body_is_read_at_the_pace_of_who_takes_it()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nab");
        Assert.False(rig.FromClient.IsAsked);
        rig.Requests.Ask();
        rig.Send("cd");
        Assert.False(rig.FromClient.IsAsked);
        rig.Requests.Ask();
        rig.Send("ef");
        Assert.Equal(["POST /[ab]", "[cd]", "[ef]."], rig.Told);
        Assert.False(rig.FromClient.IsAsked);
    }

    [Fact]
    public void A_head_in_many_pieces_is_read_on_until_it_is_whole()
    {
        using var rig = new ServerRig(lab).Started();
        foreach (var piece in (Get("/a") + Get("/b")).Single())
        {
            rig.Send(piece);
            if (rig.FromClient.IsAsked) continue;
            rig.Answer();
            rig.Requests.Ask();
        }

        Assert.Equal(["GET /a.", "GET /b."], rig.Told);
        Assert.Equal(Ok + Ok, rig.Written);
    }

    [Fact]
    public void A_client_that_waits_is_told_to_go_on_when_its_body_is_asked_for()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(ExpectingPost);
        Assert.Equal(("POST /", "", false), (Assert.Single(rig.Told), rig.Written, rig.FromClient.IsAsked));
        rig.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal("", rig.Written);
        rig.Requests.Ask();
        Assert.Equal((Continue, true), (rig.Written, rig.FromClient.IsAsked));
        rig.Send("ab");
        rig.Requests.Ask();
        rig.Send("cd");
        rig.Answer();
        Assert.Equal(["POST /", "[ab]", "[cd]."], rig.Told);
        Assert.Equal(Continue + Ok, rig.Written);
    }

    [Fact]
    public void A_client_that_did_not_wait_long_is_not_told_to_go_on()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(ExpectingPost + "abcd");
        rig.Answer();
        Assert.Equal(("POST /[abcd].", Ok), (Assert.Single(rig.Told), rig.Written));
    }

    [Fact]
    public void A_client_that_waits_and_gets_its_answer_is_not_told_to_go_on()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(ExpectingPost);
        rig.Answer(status: "417 No");
        Assert.Equal("HTTP/1.1 417 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", rig.Written);
    }

    [Fact]
    public void Interim_answers_pass_before_the_answer()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get("/a"));
        rig.BeginAnswer(Response("103 Early Hints", headers: "Link: x"));
        Assert.Equal(1, rig.Counters.Active);
        rig.Answer();
        Assert.Equal(("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Ok, 0), (rig.Written, rig.Counters.Active));
    }

    [Fact]
    public void After_a_switch_bytes_pass_both_ways_unread()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Upgrade);
        rig.BeginAnswer(Response("101 Switching Protocols", headers: ["Upgrade: x", "Connection: upgrade"]));
        rig.Requests.Ask();
        rig.Send("\0\r\n\r\n");
        rig.Requests.Ask();
        rig.GoOn("to the client");
        rig.Pass(TimeSpan.FromDays(1));
        rig.Send("GET / HTTP/1.1\r\n\r\n");
        Assert.Equal(["GET /.", "[\0\r\n\r\n]", "[GET / HTTP/1.1\r\n\r\n]"], rig.Told);
        Assert.Equal((Switched + "to the client", false, 1), (rig.Written, rig.HasEnded, rig.Counters.Active));
    }

    [Fact]
    public void What_came_behind_the_request_goes_into_the_tunnel_first()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Upgrade + "early");
        rig.BeginAnswer(Response("101 Switching Protocols", headers: ["Upgrade: x", "Connection: upgrade"]));
        rig.Requests.Ask();
        Assert.Equal(["GET /.", "[early]"], rig.Told);
    }

    [Fact]
    public void A_tunnel_may_be_closed_by_the_client_first()
    {
        using var rig = Tunnel();
        rig.FromClient.Complete();
        Assert.Equal((true, false, false), (rig.Requests.IsComplete, rig.ToClient.HasEnded, rig.Answers.IsCancelled));
        rig.GoOn("late");
        rig.GoOn(isLast: true);
        Assert.Equal((Switched + "late", true, 0), (rig.Written, rig.HasEnded, rig.Counters.Active));
    }

    [Fact]
    public void A_tunnel_that_the_upstream_closes_ends_when_the_client_does_or_a_moment_later()
    {
        foreach (var clientEnds in new[] { true, false })
        {
            using var rig = Tunnel();
            rig.GoOn(isLast: true);
            Assert.Equal((true, true, false), (rig.ToClient.IsComplete, rig.Requests.IsComplete, rig.HasEnded));
            if (clientEnds) rig.FromClient.Complete();
            else rig.Pass(TimeSpan.FromSeconds(1.01));
            Assert.Equal((true, 0), (rig.HasEnded, rig.Counters.Active));
        }
    }

    private static string Get(string target) => $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n";

    private ServerRig Tunnel()
    {
        var rig = new ServerRig(lab).Started();
        rig.Send(Upgrade);
        rig.BeginAnswer(Response("101 Switching Protocols", headers: ["Upgrade: x", "Connection: upgrade"]));
        rig.Requests.Ask();
        return rig;
    }
}
