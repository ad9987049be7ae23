using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking.BreakerRig;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

/// <summary>What a breaker counts, and when that opens it.</summary>
public sealed class BreakerCountTests
{
    [Fact]
    public void It_opens_at_its_share_of_failures_and_not_before_the_window_holds_enough()
    {
        var rig = new BreakerRig();
        rig.Attempt(Bad, 3);
        Assert.Equal(BreakerState.Closed, rig.State);
        rig.Attempt(Good);
        Assert.Equal(BreakerState.Closed, rig.State); // A success never opens it.
        rig.Attempt(Bad);
        Assert.Equal((BreakerState.Open, "4 of 5 (80 %) attempts of the window failed"), (rig.State, rig.Gate.View.Cause.ToString()));
    }

    [Fact]
    public void Below_its_share_it_stays_closed()
    {
        var rig = new BreakerRig();
        for (var i = 0; i < 100; i++)
        {
            rig.Attempt(Good, 2);
            rig.Attempt(Bad);
        }

        Assert.Equal((BreakerState.Closed, new AttemptCount(100, 300)), (rig.State, rig.Gate.Window));
    }

    [Fact]
    public void Failures_longer_ago_than_the_window_count_no_more()
    {
        var rig = new BreakerRig();
        rig.Attempt(Bad, 3);
        rig.Pass(10);
        rig.Attempt(Bad, 3);
        Assert.Equal(BreakerState.Closed, rig.State);
        rig.Attempt(Bad);
        Assert.Equal(BreakerState.Open, rig.State);
    }

    [Fact]
    public void Failures_in_a_row_open_it_whatever_the_share()
    {
        var rig = new BreakerRig(Quick with { RequestsMin = 1000, ConsecutiveFailures = 3 });
        rig.Attempt(Bad, 2);
        rig.Attempt(Good);
        rig.Attempt(Bad, 2);
        Assert.Equal(BreakerState.Closed, rig.State);
        rig.Attempt(Bad);
        Assert.Equal((BreakerState.Open, BreakerReason.ConsecutiveFailures), (rig.State, rig.Gate.View.Cause.Reason));
    }

    [Fact]
    public void Slow_answers_open_it_though_they_are_good()
    {
        var rig = new BreakerRig(Quick with { SlowCallRatio = 0.5, SlowCall = TimeSpan.FromSeconds(1) });
        rig.Attempt(Answer(200, seconds: 0.999), 2);
        rig.Attempt(Answer(200, seconds: 1));
        Assert.Equal(BreakerState.Closed, rig.State);
        rig.Attempt(Answer(200, seconds: 1));
        Assert.Equal((BreakerState.Open, BreakerReason.SlowCallRatio), (rig.State, rig.Gate.View.Cause.Reason));
        rig.Pass(5);
        rig.Attempt(Answer(200, seconds: 1));
        Assert.Equal((BreakerState.Open, BreakerReason.ProbeFailed), (rig.State, rig.Gate.View.Cause.Reason));
    }

    [Theory]
    [InlineData(AttemptEnd.ConnectFailed, true)]
    [InlineData(AttemptEnd.ConnectTimedOut, true)]
    [InlineData(AttemptEnd.Reset, true)]
    [InlineData(AttemptEnd.CutOff, true)]
    [InlineData(AttemptEnd.Malformed, true)]
    [InlineData(AttemptEnd.TimedOut, true)]
    [InlineData(AttemptEnd.Cancelled, false)]
    [InlineData(AttemptEnd.Refused, false)]
    public void What_says_something_about_the_upstream_counts(AttemptEnd end, bool counts)
    {
        var rig = new BreakerRig();
        rig.Attempt(End(end), 3);
        Assert.Equal(counts ? new AttemptCount(3, 3) : default, rig.Gate.Window);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(404, false)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    [InlineData(503, true)]
    [InlineData(599, true)]
    public void Answers_of_500_and_above_are_failures_but_not_501(int status, bool fails)
    {
        var rig = new BreakerRig();
        rig.Attempt(Answer(status));
        Assert.Equal(new AttemptCount(fails ? 1 : 0, 1), rig.Gate.Window);
    }

    [Fact]
    public void A_failure_passed_on_from_deeper_down_is_not_held_against_the_upstream()
    {
        var rig = new BreakerRig();
        rig.Attempt(Bad with { IsPassedOn = true });
        Assert.Equal(new AttemptCount(0, 1), rig.Gate.Window);
    }

    [Fact]
    public void Timeouts_count_for_nothing_where_they_shall_not_count()
    {
        var rig = new BreakerRig(Quick with { CountTimeouts = false });
        rig.Attempt(End(AttemptEnd.TimedOut), 9);
        Assert.Equal((BreakerState.Closed, default(AttemptCount)), (rig.State, rig.Gate.Window));
    }
}
