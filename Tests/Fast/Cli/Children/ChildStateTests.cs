using ActorMesh.Cli.Children;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Children;

public sealed class ChildStateTests
{
    private static readonly ChildState Ready = ChildState.First.Seen(ChildPhase.Ready);

    [Fact]
    public void It_is_ready_once_it_says_so() => Assert.True(ChildState.First is { IsReady: false, MayRun: true } && Ready.IsReady);

    [Fact]
    public void One_that_gives_no_sign_of_life_keeps_its_state() => Assert.Equal(Ready, Ready.Seen(ChildPhase.Starting));

    [Fact]
    public void One_that_dies_is_started_again_and_that_is_counted()
    {
        var dead = Ready.Ended(137);
        Assert.Equal(new ChildState(ChildPhase.Restarting, 0, 137, IsWanted: true, Failures: 1), dead);
        Assert.True(dead is { MayRestart: true, MayRun: false });
        Assert.Equal(new ChildState(ChildPhase.Starting, 1, 137, IsWanted: true, Failures: 1), dead.Restarted());
        Assert.Equal(2, dead.Restarted().Ended(1).Restarted().Restarts);
    }

    [Fact]
    public void One_that_dies_before_it_was_ready_is_started_again_as_well() => Assert.True(ChildState.First.Ended(1).MayRestart);

    [Fact]
    public void One_that_drains_by_itself_and_ends_is_started_again() =>
        Assert.True(Ready.Seen(ChildPhase.Draining) is { Phase: ChildPhase.Draining } draining && draining.Ended(0).MayRestart);

    [Fact]
    public void One_that_was_asked_to_end_is_not()
    {
        var draining = Ready.AskedToEnd();
        Assert.Equal(ChildPhase.Draining, draining.Phase);
        Assert.Equal(new ChildState(ChildPhase.Exited, 0, 0, IsWanted: false, Failures: 1), draining.Ended(0));
        Assert.False(draining.Ended(0).MayRestart);
        Assert.Equal(draining, draining.Seen(ChildPhase.Ready));
    }

    [Fact]
    public void Nor_one_that_was_to_be_started_again()
    {
        var waiting = Ready.Ended(1).AskedToEnd();
        Assert.Equal(ChildPhase.Exited, waiting.Phase);
        Assert.Equal(waiting, waiting.Restarted());
        Assert.False(waiting.MayRun);
    }

    [Fact]
    public void What_is_seen_of_a_dead_one_comes_too_late() => Assert.Equal(Ready.Ended(1), Ready.Ended(1).Seen(ChildPhase.Ready));

    [Fact]
    public void One_that_cannot_start_is_tried_less_and_less_often()
    {
        var state = ChildState.First;
        var pauses = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            state = state.Ended(127);
            pauses.Add(state.Pause.TotalSeconds);
            state = state.Restarted();
        }
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
        Assert.Equal(1, state.Seen(ChildPhase.Ready).Ended(1).Pause.TotalSeconds);
    }
}
