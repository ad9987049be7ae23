using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking.BreakerRig;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

public sealed class BreakerActorTests : ActorTest
{
    private static readonly BreakerSettings Settings = new() { RequestsMin = 2, Jitter = 0, Probes = 2 };

    [Fact]
    public void It_half_opens_in_time_without_traffic_and_a_probe_that_goes_well_closes_it()
    {
        var (gate, actor) = Opened();
        Let(4.9, actor);
        Assert.Equal(BreakerState.Open, gate.View.State);
        Let(0.1, actor);
        Assert.Equal(BreakerState.HalfOpen, gate.View.State);
        Attempt(gate, Good);
        Assert.Equal((BreakerState.Closed, BreakerReason.ProbesSucceeded), (gate.View.State, gate.View.Cause.Reason));
        Let(60, actor);
        Assert.Equal((BreakerState.Closed, 3), (gate.View.State, gate.View.Generation));
    }

    [Fact]
    public void Each_failure_of_a_probe_doubles_the_time_open_to_its_ceiling()
    {
        var (gate, actor) = Opened();
        foreach (var seconds in (int[])[5, 10, 20, 40, 60, 60])
        {
            Let(seconds - 0.1, actor);
            Assert.Equal(BreakerState.Open, gate.View.State);
            Let(0.1, actor);
            Assert.Equal(BreakerState.HalfOpen, gate.View.State);
            Attempt(gate, Bad);
            Settle(actor);
        }

        Assert.Equal(7, gate.Transitions(BreakerState.HalfOpen, BreakerState.Open) + gate.Transitions(BreakerState.Closed, BreakerState.Open));
    }

    [Fact]
    public void It_finds_a_hung_probe_without_traffic_and_what_that_says_later_counts_for_nothing()
    {
        var (gate, actor) = Opened();
        Let(5, actor);
        Let(3, actor);
        Assert.True(gate.TryEnter(out var probe));
        Let(9.9, actor);
        Assert.Equal(BreakerState.HalfOpen, gate.View.State);
        Let(0.1, actor);
        Assert.Equal((BreakerState.Open, BreakerReason.ProbeHung, TimeSpan.FromSeconds(10)), (gate.View.State, gate.View.Cause.Reason, gate.OpenFor));
        gate.Report(probe, Good);
        Assert.Equal(BreakerState.Open, gate.View.State);
    }

    [Fact]
    public void A_cancelled_probe_hangs_no_more()
    {
        var (gate, actor) = Opened();
        Let(5, actor);
        Assert.True(gate.TryEnter(out var probe));
        gate.Report(probe, End(AttemptEnd.Cancelled));
        Let(60, actor);
        Assert.Equal((BreakerState.HalfOpen, 0), (gate.View.State, gate.ProbesUnderWay));
    }

    [Fact]
    public void Opening_and_closing_are_logged_with_their_causes()
    {
        var (gate, actor) = Start();
        EventFilter.Warning("cluster orders: the breaker opens for 5.0 s: 2 of 2 (100 %) attempts of the window failed.").ExpectOne(() => Fail(gate, actor));
        EventFilter.Warning("cluster orders: the breaker closes: its probes went well.").ExpectOne(() =>
        {
            Let(5, actor);
            Attempt(gate, Good);
            Settle(actor);
        });
    }

    [Fact]
    public void What_is_only_observed_is_logged_as_such()
    {
        var (gate, actor) = Start(Settings with { Mode = BreakerMode.Observe });
        EventFilter.Warning(contains: "observed only: nothing is refused").ExpectOne(() => Fail(gate, actor));
    }

    [Fact]
    public void Successes_tell_it_nothing()
    {
        var gate = new BreakerGate(Settings, Clock);
        var told = 0;
        gate.Watch(() => told++);
        for (var i = 0; i < 1000; i++) Attempt(gate, Good);
        Assert.Equal(0, told);
        for (var i = 0; i < 1000; i++) Attempt(gate, Bad);
        Assert.Equal(1, told);
    }

    [Fact]
    public void Without_it_the_breaker_goes_on_by_its_traffic()
    {
        var (gate, actor) = Opened();
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(BreakerState.Open, gate.View.State);
        Attempt(gate, Good);
        Assert.Equal(BreakerState.Closed, gate.View.State);
    }

    private (BreakerGate Gate, IActorRef Actor) Start(BreakerSettings? settings = null)
    {
        var gate = new BreakerGate(settings ?? Settings, Clock);
        var actor = Sys.ActorOf(BreakerActor.Props("cluster orders", gate));
        Settle(actor);
        return (gate, actor);
    }

    private (BreakerGate Gate, IActorRef Actor) Opened()
    {
        var (gate, actor) = Start();
        Fail(gate, actor);
        Assert.Equal(BreakerState.Open, gate.View.State);
        return (gate, actor);
    }

    private void Fail(BreakerGate gate, IActorRef actor)
    {
        Attempt(gate, Bad);
        Attempt(gate, Bad);
        Settle(actor);
    }

    /// <summary>Lets time pass in small steps: the actor reads the clock when it sets its timers, and must not find another time than they start from.</summary>
    private void Let(double seconds, IActorRef actor)
    {
        for (var step = 0; step < Math.Round(seconds * 10); step++)
        {
            Advance(TimeSpan.FromSeconds(0.1));
            Settle(actor);
        }
    }

    private static void Attempt(BreakerGate gate, AttemptOutcome outcome)
    {
        if (gate.TryEnter(out var permit)) gate.Report(permit, outcome);
    }
}
