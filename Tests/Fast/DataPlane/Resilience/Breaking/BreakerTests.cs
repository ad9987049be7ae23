using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Runtime.Time;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

public sealed class BreakerTests
{
    private static readonly BreakerSettings Settings = new() { Jitter = 0 };
    private static readonly Instant Now = new(TimeSpan.TicksPerDay);

    [Theory]
    [InlineData(BreakerState.Closed, BreakerReason.FailureRatio, BreakerState.Open)]
    [InlineData(BreakerState.Closed, BreakerReason.ConsecutiveFailures, BreakerState.Open)]
    [InlineData(BreakerState.Closed, BreakerReason.SlowCallRatio, BreakerState.Open)]
    [InlineData(BreakerState.Closed, BreakerReason.Isolated, BreakerState.Isolated)]
    [InlineData(BreakerState.Open, BreakerReason.OpenTimeOver, BreakerState.HalfOpen)]
    [InlineData(BreakerState.Open, BreakerReason.Isolated, BreakerState.Isolated)]
    [InlineData(BreakerState.HalfOpen, BreakerReason.ProbesSucceeded, BreakerState.Closed)]
    [InlineData(BreakerState.HalfOpen, BreakerReason.ProbeFailed, BreakerState.Open)]
    [InlineData(BreakerState.HalfOpen, BreakerReason.ProbeHung, BreakerState.Open)]
    [InlineData(BreakerState.HalfOpen, BreakerReason.Isolated, BreakerState.Isolated)]
    [InlineData(BreakerState.Isolated, BreakerReason.Released, BreakerState.Closed)]
    public void A_cause_moves_a_state(BreakerState from, BreakerReason reason, BreakerState to)
    {
        var next = Next(View(from), reason);

        Assert.Equal((to, 8, Now, reason), (next.State, next.Generation, next.Since, next.Cause.Reason));
        Assert.Equal(to == BreakerState.Open, next.Until != Instant.Never);
    }

    [Fact]
    public void No_other_cause_does()
    {
        var moves = Enum.GetValues<BreakerState>().Sum(state => Enum.GetValues<BreakerReason>().Count(reason =>
        {
            var view = View(state);
            return !ReferenceEquals(view, Next(view, reason));
        }));

        Assert.Equal(11, moves);
    }

    [Fact]
    public void It_does_not_half_open_early()
    {
        var view = View(BreakerState.Open) with { Until = Now + TimeSpan.FromTicks(1) };

        Assert.Same(view, Next(view, BreakerReason.OpenTimeOver));
    }

    [Fact]
    public void Each_failure_of_the_probes_doubles_the_time_open_to_its_ceiling_and_a_success_makes_it_small_again()
    {
        var (view, now) = (Breaker.Start(Now), Now);
        var times = new List<double>();
        for (var trip = 0; trip < 6; trip++)
        {
            view = Breaker.Next(view, new BreakerCause(trip == 0 ? BreakerReason.FailureRatio : BreakerReason.ProbeFailed), Settings, now, 0);
            times.Add((view.Until - now).TotalSeconds);
            now = view.Until;
            view = Breaker.Next(view, new BreakerCause(BreakerReason.OpenTimeOver), Settings, now, 0);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], times);
        view = Breaker.Next(view, new BreakerCause(BreakerReason.ProbesSucceeded), Settings, now, 0);
        view = Breaker.Next(view, new BreakerCause(BreakerReason.FailureRatio), Settings, now, 0);
        Assert.Equal(now + Settings.OpenFor, view.Until);
    }

    [Theory]
    [InlineData(0, 4.5)]
    [InlineData(0.5, 5)]
    [InlineData(0.75, 5.25)]
    public void The_time_open_is_drawn_within_its_jitter(double draw, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Breaker.OpenFor(Settings with { Jitter = 0.1 }, 0, draw));

    [Fact]
    public void However_often_probes_fail_the_time_open_is_one() =>
        Assert.Equal(Settings.OpenForMax, Breaker.OpenFor(Settings, int.MaxValue, 0.5));

    private static BreakerView View(BreakerState state) => new(state, 7, Now, state == BreakerState.Open ? Now : Instant.Never, 0, default);

    private static BreakerView Next(BreakerView view, BreakerReason reason) => Breaker.Next(view, new BreakerCause(reason), Settings, Now, 0.5);
}
