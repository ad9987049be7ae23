using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking.BreakerRig;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

public sealed class BreakerGateTests
{
    [Fact]
    public void Open_it_refuses_all_and_says_for_how_long()
    {
        var rig = new BreakerRig().Opened();
        rig.Pass(2);
        Assert.True(rig.IsRefused());
        Assert.Equal((TimeSpan.FromSeconds(3), 1, "open for another 3.0 s: 4 of 4 (100 %) attempts of the window failed"), (rig.Gate.OpenFor, rig.Gate.Rejected, rig.Gate.Explain()));
    }

    [Fact]
    public void Half_open_it_lets_exactly_its_probes_through()
    {
        var rig = new BreakerRig().Due();
        var probes = rig.Enter(3);
        Assert.All(probes, probe => Assert.True(probe.IsProbe));
        Assert.True(rig.IsRefused());
        Assert.Equal((BreakerState.HalfOpen, TimeSpan.Zero, "half open: 3 of 3 probes are under way"), (rig.State, rig.Gate.OpenFor, rig.Gate.Explain()));
    }

    [Fact]
    public void A_success_closes_it_with_an_empty_window()
    {
        var rig = new BreakerRig().Due();
        var probes = rig.Enter(2);
        rig.Gate.Report(probes[0], Good);
        Assert.Equal((BreakerState.Closed, default(AttemptCount)), (rig.State, rig.Gate.Window));
        rig.Gate.Report(probes[1], Bad); // Of a state that is over.
        Assert.Equal((BreakerState.Closed, default(AttemptCount)), (rig.State, rig.Gate.Window));
    }

    [Fact]
    public void A_failure_reopens_it_for_twice_as_long()
    {
        var rig = new BreakerRig().Due();
        var probes = rig.Enter(2);
        rig.Gate.Report(probes[0], Bad);
        Assert.Equal((BreakerState.Open, TimeSpan.FromSeconds(10)), (rig.State, rig.Gate.OpenFor));
        rig.Gate.Report(probes[1], Good);
        Assert.Equal(BreakerState.Open, rig.State);
    }

    [Fact]
    public void More_successes_than_probes_at_a_time_may_be_needed()
    {
        var rig = new BreakerRig(Quick with { Probes = 1, ProbeSuccesses = 3 }).Due();
        for (var left = 3; left > 0; left--)
        {
            var probe = rig.Enter();
            Assert.True(probe.IsProbe && rig.IsRefused());
            rig.Gate.Report(probe, Good);
        }

        Assert.Equal(BreakerState.Closed, rig.State);
    }

    [Theory]
    [InlineData(AttemptEnd.Cancelled)]
    [InlineData(AttemptEnd.Refused)]
    public void A_probe_that_was_not_made_gives_its_place_to_another(AttemptEnd end)
    {
        var rig = new BreakerRig(Quick with { Probes = 1 }).Due();
        for (var i = 0; i < 5; i++)
        {
            rig.Gate.Report(rig.Enter(), End(end));
            Assert.Equal((BreakerState.HalfOpen, 0), (rig.State, rig.Gate.ProbesUnderWay));
        }
    }

    [Fact]
    public void A_hung_probe_is_a_failure_whoever_finds_out()
    {
        var rig = new BreakerRig(Quick with { Probes = 2 }).Due();
        rig.Enter();
        rig.Pass(9.999);
        rig.Enter();
        Assert.Equal(BreakerState.HalfOpen, rig.State);
        rig.Pass(0.001);
        Assert.True(rig.IsRefused());
        Assert.Equal((BreakerState.Open, BreakerReason.ProbeHung), (rig.State, rig.Gate.View.Cause.Reason));
    }

    [Fact]
    public void A_hung_probe_that_ends_well_after_all_has_failed()
    {
        var rig = new BreakerRig().Due();
        var probe = rig.Enter();
        rig.Pass(10);
        rig.Gate.Report(probe, Good);
        Assert.Equal((BreakerState.Open, BreakerReason.ProbeHung), (rig.State, rig.Gate.View.Cause.Reason));
    }

    [Fact]
    public void Results_of_an_earlier_state_count_for_nothing()
    {
        var rig = new BreakerRig();
        var early = rig.Enter(10);
        rig.Opened();
        foreach (var permit in early[..3]) rig.Gate.Report(permit, Good);
        rig.Pass(5);
        rig.Attempt(Good);
        Assert.Equal(BreakerState.Closed, rig.State);
        foreach (var permit in early[3..]) rig.Gate.Report(permit, Bad);
        Assert.Equal((BreakerState.Closed, default(AttemptCount)), (rig.State, rig.Gate.Window));
    }

    [Fact]
    public void Observing_it_refuses_nothing_and_goes_the_same_way()
    {
        var rig = new BreakerRig(Quick with { Mode = BreakerMode.Observe }).Opened();
        rig.Attempt(Good, 2);
        Assert.Equal((BreakerState.Open, 2), (rig.State, rig.Gate.Rejected));
        rig.Pass(5);
        var permits = rig.Enter(4);
        Assert.Equal([true, true, true, false], permits.Select(permit => permit.IsProbe));
        rig.Gate.Report(permits[3], Bad); // It stands for no probe.
        Assert.Equal(BreakerState.HalfOpen, rig.State);
        rig.Gate.Report(permits[0], Good);
        Assert.Equal(BreakerState.Closed, rig.State);
    }

    [Fact]
    public void Isolated_it_stays_open_until_released()
    {
        var rig = new BreakerRig(Quick with { Mode = BreakerMode.Isolated });
        rig.Pass(10_000);
        Assert.True(rig.IsRefused());
        Assert.Equal((BreakerState.Isolated, TimeSpan.FromSeconds(60)), (rig.State, rig.Gate.OpenFor));
        rig.Gate.Change(Quick);
        rig.Attempt(Good);
        Assert.Equal(BreakerState.Closed, rig.State);
        rig.Gate.Change(Quick with { Mode = BreakerMode.Isolated });
        Assert.True(rig.IsRefused());
    }

    [Fact]
    public void Other_settings_keep_the_state_and_what_is_counted()
    {
        var rig = new BreakerRig();
        rig.Attempt(Bad, 3);
        rig.Gate.Change(Quick with { FailureRatio = 0.9, OpenFor = TimeSpan.FromSeconds(7) });
        Assert.Equal(new AttemptCount(3, 3), rig.Gate.Window);
        rig.Attempt(Bad);
        Assert.Equal((BreakerState.Open, TimeSpan.FromSeconds(7)), (rig.State, rig.Gate.OpenFor));
        rig.Gate.Change(Quick);
        Assert.Equal((BreakerState.Open, TimeSpan.FromSeconds(7)), (rig.State, rig.Gate.OpenFor));
    }

    [Fact]
    public void Another_window_begins_empty()
    {
        var rig = new BreakerRig();
        var early = rig.Enter();
        rig.Attempt(Bad, 3);
        rig.Gate.Change(Quick with { Window = TimeSpan.FromSeconds(20) });
        Assert.Equal(default, rig.Gate.Window);
        rig.Gate.Report(early, Bad);
        Assert.Equal(new AttemptCount(1, 1), rig.Gate.Window);
    }

    [Fact]
    public void A_half_open_period_ends_with_the_probes_it_began_with()
    {
        var rig = new BreakerRig(Quick with { Probes = 1 }).Due();
        var probe = rig.Enter();
        rig.Gate.Change(Quick with { Probes = 5 });
        Assert.True(rig.IsRefused());
        rig.Gate.Report(probe, Bad);
        rig.Pass(10);
        Assert.Equal(5, rig.Enter(5).Count(permit => permit.IsProbe));
        Assert.True(rig.IsRefused());
    }

    [Fact]
    public void It_says_when_time_alone_will_move_it()
    {
        var rig = new BreakerRig();
        Assert.Equal(ActorMesh.Runtime.Time.Instant.Never, rig.Gate.Advance());
        rig.Due();
        var due = rig.Gate.View.Until;
        Assert.Equal(due + TimeSpan.FromSeconds(10), rig.Gate.Advance()); // Half open now, with no probe under way.
        rig.Pass(3);
        rig.Enter();
        Assert.Equal(due + TimeSpan.FromSeconds(13), rig.Gate.Advance());
        rig.Pass(10);
        Assert.Equal(due + TimeSpan.FromSeconds(23), rig.Gate.Advance());
        Assert.Equal(BreakerState.Open, rig.State);
    }

    [Fact]
    public void Its_history_names_each_transition_and_keeps_the_last_twenty()
    {
        var rig = new BreakerRig(Quick with { OpenForMax = TimeSpan.FromSeconds(5) }).Due();
        for (var i = 0; i < 15; i++)
        {
            rig.Attempt(Bad);
            rig.Pass(5);
        }

        var history = rig.Gate.History;
        Assert.Equal(20, history.Count);
        Assert.Equal(Enumerable.Range(12, 20), history.Select(one => one.To.Generation));
        Assert.Equal(history.Skip(1).Select(one => one.From), history.SkipLast(1).Select(one => one.To.State));
        Assert.Equal(TimeSpan.FromSeconds(5), history[^1].OpenFor);
        Assert.Equal((1, 15, 15), (
            rig.Gate.Transitions(BreakerState.Closed, BreakerState.Open),
            rig.Gate.Transitions(BreakerState.Open, BreakerState.HalfOpen),
            rig.Gate.Transitions(BreakerState.HalfOpen, BreakerState.Open)));
    }

    [Fact]
    public void Callers_that_opened_together_do_not_probe_together()
    {
        var times = Enumerable.Range(0, 20).Select(seed =>
        {
            var gate = new BreakerGate(new BreakerSettings { RequestsMin = 1 }, new ActorMesh.Tests.Fast.Kit.ManualClock(), (ulong)seed);
            gate.TryEnter(out var permit);
            gate.Report(permit, Bad);
            return gate.OpenFor;
        }).ToList();

        Assert.Equal(20, times.Distinct().Count());
        Assert.All(times, time => Assert.InRange(time.TotalSeconds, 4.5, 5.5));
    }
}
