using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

/// <summary>A gate in virtual time. Opens for exactly five seconds, after four attempts of which half failed, unless told otherwise.</summary>
internal sealed class BreakerRig
{
    public static readonly BreakerSettings Quick = new() { RequestsMin = 4, Jitter = 0 };

    public BreakerRig(BreakerSettings? settings = null) => Gate = new BreakerGate(settings ?? Quick, Clock, seed: 1);

    public ManualClock Clock { get; } = new(TimeSpan.TicksPerDay);

    public BreakerGate Gate { get; }

    public BreakerState State => Gate.View.State;

    public static AttemptOutcome Answer(int status, double seconds = 0) => new(AttemptEnd.Answered, status, TimeSpan.FromSeconds(seconds));

    public static AttemptOutcome End(AttemptEnd end) => new(end, 0, TimeSpan.Zero);

    public static AttemptOutcome Good => Answer(200);

    public static AttemptOutcome Bad => Answer(503);

    public void Pass(double seconds) => Clock.Ticks += TimeSpan.FromSeconds(seconds).Ticks;

    public BreakerPermit Enter()
    {
        Assert.True(Gate.TryEnter(out var permit));
        return permit;
    }

    public BreakerPermit[] Enter(int count) => [.. Enumerable.Range(0, count).Select(_ => Enter())];

    public void Attempt(AttemptOutcome outcome, int times = 1)
    {
        for (var i = 0; i < times; i++) Gate.Report(Enter(), outcome);
    }

    public bool IsRefused() => !Gate.TryEnter(out _);

    public BreakerRig Opened()
    {
        while (State == BreakerState.Closed) Attempt(Bad);
        Assert.Equal(BreakerState.Open, State);
        return this;
    }

    /// <summary>Its time open is over: the next attempt is a probe.</summary>
    public BreakerRig Due()
    {
        Clock.Ticks = Opened().Gate.View.Until.Ticks;
        return this;
    }
}
