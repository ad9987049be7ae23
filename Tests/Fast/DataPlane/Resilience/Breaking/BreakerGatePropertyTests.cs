using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using CsCheck;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking.BreakerRig;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

/// <summary>Whatever happens, in whatever order.</summary>
public sealed class BreakerGatePropertyTests
{
    private static readonly AttemptOutcome[] Outcomes = [Good, Bad, Bad, Answer(404), End(AttemptEnd.Reset), End(AttemptEnd.TimedOut), End(AttemptEnd.Cancelled), End(AttemptEnd.Refused)];

    private static readonly Gen<BreakerSettings> Settings = Gen.Select(
        Gen.Double[0.1, 1], Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[0, 3],
        (ratio, least, probes, needed, inARow) => new BreakerSettings
        {
            FailureRatio = ratio, RequestsMin = least, Probes = probes, ProbeSuccesses = needed, ConsecutiveFailures = inARow, Window = TimeSpan.FromSeconds(3),
        });

    /// <summary>What happens, which of the permits or outcomes it is about, and how long it takes.</summary>
    private static readonly Gen<(int Kind, int Which, int Milliseconds)[]> Events = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 1000], Gen.Frequency((3, Gen.Int[0, 50]), (1, Gen.Int[0, 7000]))).Array[1, 300];

    [Fact]
    public void Its_rules_hold() => Gen.Select(Settings, Settings, Events).Sample((settings, others, events) =>
    {
        var rig = new BreakerRig(settings);
        var held = new List<BreakerPermit>();
        var known = rig.Gate.View;
        var probes = settings.Probes;
        foreach (var (kind, which, milliseconds) in events)
        {
            rig.Pass(milliseconds / 1000.0);
            if (kind == 0) rig.Gate.Change(rig.Gate.Settings == settings ? others : settings);
            else if (kind <= 4 && held.Count > 0) Report(rig, held, which);
            else Enter(rig, held);
            if (rig.Gate.View.Generation != known.Generation) probes = rig.Gate.Settings.Probes;
            known = CheckOrder(rig.Gate, known);
            CheckProbes(rig.Gate, held, probes);
        }
    });

    private static void Enter(BreakerRig rig, List<BreakerPermit> held)
    {
        var isAdmitted = rig.Gate.TryEnter(out var permit);
        var view = rig.Gate.View;
        Assert.Equal(view.State == BreakerState.Closed || permit.IsProbe, isAdmitted);
        Assert.Equal(isAdmitted && view.State == BreakerState.HalfOpen, permit.IsProbe);
        if (!isAdmitted) return;
        Assert.Equal(view.Generation, permit.Generation);
        held.Add(permit);
    }

    private static void Report(BreakerRig rig, List<BreakerPermit> held, int which)
    {
        var permit = held[which % held.Count];
        held.RemoveAt(which % held.Count);
        var before = rig.Gate.View;
        rig.Gate.Report(permit, Outcomes[which % Outcomes.Length]);
        if (permit.Generation != before.Generation) Assert.Same(before, rig.Gate.View);
    }

    /// <summary>Transitions follow one another without a gap, each of them a legal one.</summary>
    private static BreakerView CheckOrder(BreakerGate gate, BreakerView known)
    {
        var (state, generation) = (known.State, known.Generation);
        foreach (var transition in gate.History.Where(one => one.To.Generation > known.Generation))
        {
            Assert.Equal((state, generation + 1), (transition.From, transition.To.Generation));
            Assert.Contains((transition.From, transition.To.State), Legal);
            (state, generation) = (transition.To.State, transition.To.Generation);
        }

        Assert.Equal((state, generation), (gate.View.State, gate.View.Generation));
        return gate.View;
    }

    /// <summary>Each probe's permit is either held or free again, and there are never more than the state began with.</summary>
    private static void CheckProbes(BreakerGate gate, List<BreakerPermit> held, int probes)
    {
        var underWay = held.Count(one => one.IsProbe && one.Generation == gate.View.Generation);
        Assert.Equal(underWay, gate.ProbesUnderWay);
        Assert.InRange(underWay, 0, gate.View.State == BreakerState.HalfOpen ? probes : 0);
    }

    private static readonly (BreakerState, BreakerState)[] Legal =
    [
        (BreakerState.Closed, BreakerState.Open), (BreakerState.Open, BreakerState.HalfOpen), (BreakerState.HalfOpen, BreakerState.Open),
        (BreakerState.HalfOpen, BreakerState.Closed),
    ];
}
