using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Responses;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>A connection that is to end as soon as that disturbs nobody.</summary>
public sealed class ServerDrainTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string ClosingAnswer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void The_answer_that_is_due_is_the_last()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get);
        rig.Drain();
        rig.Pass(10 * Second);
        Assert.False(rig.HasEnded);
        rig.Answer("ok");
        Assert.Equal((ClosingAnswer, true, 0), (rig.Written, rig.HasEnded, rig.Counters.Active));
        Assert.Equal(ClientEvent.Ended, rig.EndStream());
    }

    [Fact]
    public void Pipelined_requests_behind_the_last_are_not_served()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get + Get);
        rig.Drain();
        rig.Answer("ok");
        Assert.Equal(["GET /."], rig.Told);
        Assert.Equal((ClosingAnswer, true, true), (rig.Written, rig.ToClient.IsComplete, rig.Requests.IsComplete));
    }

    [Fact]
    public void A_silent_connection_has_a_grace_and_then_ends()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Pass(Second / 2);
        rig.Drain();
        rig.PassAlmost(Second);
        Assert.False(rig.HasEnded);
        rig.PassTheRest();
        Assert.Equal((true, "", ClientEvent.Ended), (rig.HasEnded, rig.Written, rig.EndStream()));
        Assert.Equal(0, rig.Counters.IdleTimeouts);
    }

    [Fact]
    public void A_request_within_the_grace_is_served()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Drain();
        rig.PassAlmost(Second);
        rig.Send(Get);
        rig.Pass(10 * Second);
        Assert.False(rig.HasEnded);
        rig.Answer("ok");
        Assert.Equal((ClosingAnswer, true), (rig.Written, rig.HasEnded));
    }

    [Fact]
    public void A_head_within_the_grace_has_its_full_time()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Drain();
        rig.Send("GET");
        rig.PassAlmost(10 * Second);
        Assert.Equal((false, ""), (rig.ToClient.HasEnded, rig.Written));
        rig.Send(Get[3..]);
        rig.Answer("ok");
        Assert.Equal((ClosingAnswer, true), (rig.Written, rig.HasEnded));
    }

    [Fact]
    public void A_head_that_has_begun_is_served()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("GET");
        rig.Drain();
        rig.Pass(5 * Second);
        rig.Send(Get[3..]);
        rig.Answer("ok");
        Assert.Equal((ClosingAnswer, true), (rig.Written, rig.HasEnded));
    }

    [Fact]
    public void After_an_answer_that_could_no_longer_say_so_the_client_has_a_grace()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get);
        rig.BeginAnswer(Response("200 OK", headers: "Content-Length: 2"), "o");
        rig.Drain();
        rig.GoOn("k", isLast: true);
        rig.Requests.Ask();
        Assert.Equal("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", rig.Written);
        rig.PassAlmost(Second);
        Assert.False(rig.HasEnded);
        rig.PassTheRest();
        Assert.Equal((true, ClientEvent.Ended), (rig.HasEnded, rig.EndStream()));
    }

    [Fact]
    public void A_stream_that_begins_on_a_draining_connection_gives_the_same_grace()
    {
        using var rig = new ServerRig(lab);
        rig.Drain();
        rig.Started().PassAlmost(Second);
        Assert.False(rig.HasEnded);
        rig.PassTheRest();
        Assert.Equal((true, ClientEvent.Ended), (rig.HasEnded, rig.EndStream()));
    }
}
