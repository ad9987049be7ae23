using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>How long a connection waits for what.</summary>
public sealed class ServerTimeTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly ServerSettings NeverParking = ServerSettings.Default with { ParkAfter = Timeout.InfiniteTimeSpan };

    [Fact]
    public void A_head_that_does_not_end_is_answered_with_408()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("GET / HTT");
        rig.PassAlmost(10 * Second);
        Assert.Equal("", rig.Written);
        rig.PassTheRest();
        rig.Refuse();
        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", rig.Written, StringComparison.Ordinal);
        Assert.Contains("\r\nconnection: close\r\n", rig.Written, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhttp1.head_timeout\n", rig.Written, StringComparison.Ordinal);
        Assert.Equal((1, 0), (rig.Counters.HeadTimeouts, rig.Counters.Active));
        Assert.Equal((true, true, true), (rig.ToClient.IsComplete, rig.Requests.IsComplete, rig.Answers.IsCancelled));
    }

    [Fact]
    public void Time_for_a_head_runs_from_its_first_byte_and_not_from_each_read()
    {
        using var rig = new ServerRig(lab).Started();
        foreach (var octet in "GET / HTT")
        {
            rig.Send(octet.ToString());
            rig.Pass(Second);
        }

        rig.PassAlmost(Second);
        Assert.Equal("", rig.Written);
        rig.PassTheRest();
        rig.Refuse();
        Assert.StartsWith("HTTP/1.1 408 ", rig.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_for_a_head_runs_from_its_first_byte_and_not_from_the_silence_before()
    {
        using var rig = new ServerRig(lab, NeverParking).Started();
        rig.Pass(30 * Second);
        rig.Send("G");
        rig.PassAlmost(10 * Second);
        Assert.Equal("", rig.Written);
        rig.PassTheRest();
        rig.Refuse();
        Assert.StartsWith("HTTP/1.1 408 ", rig.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_ends_in_time_is_not_hurried_further()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get[..^1]);
        rig.PassAlmost(10 * Second);
        rig.Send(Get[^1..]);
        rig.Pass(2 * Hour);
        Assert.Equal(["GET /."], rig.Told);
        Assert.Equal(("", 0, false), (rig.Written, rig.Counters.HeadTimeouts, rig.HasEnded));
    }

    [Fact]
    public void A_pipelined_head_has_its_time_after_the_answer_before_it()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get + "GET /b");
        rig.Pass(Hour);
        rig.Answer();
        rig.Requests.Ask();
        rig.PassAlmost(10 * Second);
        Assert.DoesNotContain("408", rig.Written, StringComparison.Ordinal);
        rig.PassTheRest();
        rig.Refuse();
        Assert.Contains("HTTP/1.1 408 ", rig.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_connection_is_closed_after_the_idle_limit()
    {
        using var rig = new ServerRig(lab, NeverParking).Started();
        rig.PassAlmost(Hour);
        Assert.False(rig.HasEnded);
        rig.PassTheRest();
        Assert.Equal((true, "", 1), (rig.HasEnded, rig.Written, rig.Counters.IdleTimeouts));
        Assert.Equal(ClientEvent.Ended, rig.EndStream());
    }

    [Fact]
    public void The_idle_limit_starts_over_with_the_end_of_each_answer()
    {
        using var rig = new ServerRig(lab, NeverParking).Started();
        rig.Pass(Hour / 2);
        rig.Send(Get);
        rig.Pass(Hour);
        rig.Answer("ok");
        rig.Requests.Ask();
        rig.PassAlmost(Hour);
        Assert.False(rig.HasEnded);
        rig.PassTheRest();
        Assert.Equal((true, 1), (rig.HasEnded, rig.Counters.IdleTimeouts));
    }

    [Fact]
    public void A_silent_connection_is_parked()
    {
        using var rig = new ServerRig(lab).Started();
        rig.PassAlmost(Second);
        Assert.False(rig.HasEnded);
        rig.PassTheRest();
        Assert.Equal((true, "", 0), (rig.HasEnded, rig.Written, rig.Counters.IdleTimeouts));
        Assert.Equal(ClientEvent.Parked, rig.EndStream());
    }

    [Fact]
    public void A_connection_is_parked_after_its_answers_too()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send(Get);
        rig.Answer("ok");
        rig.Requests.Ask();
        rig.PassAlmost(Second);
        Assert.False(rig.HasEnded);
        rig.PassTheRest();
        Assert.Equal((true, ClientEvent.Parked), (rig.HasEnded, rig.EndStream()));
    }

    [Fact]
    public void A_connection_whose_request_has_begun_is_not_parked()
    {
        using var rig = new ServerRig(lab).Started();
        rig.Send("GET");
        rig.Pass(5 * Second);
        Assert.False(rig.HasEnded);
        rig.Send(Get[3..]);
        rig.Pass(Hour);
        Assert.False(rig.HasEnded);
    }

    [Fact]
    public void A_pause_does_not_start_the_idle_limit_anew()
    {
        using var first = new ServerRig(lab).Started();
        first.Pass(Second + TimeSpan.FromMilliseconds(10));
        Assert.Equal(ClientEvent.Parked, first.EndStream());
        first.Pass(Hour - TimeSpan.FromSeconds(1.51));
        using var second = first.Resumed().Started();
        second.PassAlmost(Second / 2);
        Assert.False(second.HasEnded);
        second.PassTheRest();
        Assert.Equal((true, 1), (second.HasEnded, second.Counters.IdleTimeouts));
        Assert.Equal(ClientEvent.Ended, second.EndStream());
    }

    [Fact]
    public void A_request_after_a_pause_does_start_it_anew()
    {
        using var first = new ServerRig(lab).Started();
        first.Pass(2 * Second);
        first.EndStream();
        first.Pass(Hour - 3 * Second);
        using var second = first.Resumed().Started();
        second.Send(Get);
        second.Answer("ok");
        second.Requests.Ask();
        second.Pass(2 * Second);
        Assert.Equal((true, 0, ClientEvent.Parked), (second.HasEnded, second.Counters.IdleTimeouts, second.EndStream()));
        Assert.Equal(1, second.Connection.RequestsServed);
    }
}
