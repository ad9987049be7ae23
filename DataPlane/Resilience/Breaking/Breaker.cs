using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>The state machine of a circuit breaker: closed, open, half open, and isolated by hand. Pure: all of its time and chance come in.</summary>
/// <remarks>Source: M. Nygard, "Release It!", 2007, with a time open that doubles while probes fail.</remarks>
public static class Breaker
{
    public static BreakerView Start(Instant now) =>
        new(BreakerState.Closed, Generation: 0, now, Until: Instant.Never, Reopenings: 0, new BreakerCause(BreakerReason.Started));

    /// <summary>The state after <paramref name="cause"/>; the same object when that moves nothing.</summary>
    /// <param name="draw">0 to below 1: where within its jitter the time open lies.</param>
    public static BreakerView Next(BreakerView view, BreakerCause cause, BreakerSettings settings, Instant now, double draw) =>
        (view.State, cause.Reason) switch
        {
            (BreakerState.Closed, BreakerReason.FailureRatio or BreakerReason.ConsecutiveFailures or BreakerReason.SlowCallRatio) =>
                Open(view, cause, 0, settings, now, draw),
            (BreakerState.Open, BreakerReason.OpenTimeOver) when now >= view.Until =>
                Move(view, BreakerState.HalfOpen, cause, now) with { Reopenings = view.Reopenings },
            (BreakerState.HalfOpen, BreakerReason.ProbesSucceeded) => Move(view, BreakerState.Closed, cause, now),
            (BreakerState.HalfOpen, BreakerReason.ProbeFailed or BreakerReason.ProbeHung) => Open(view, cause, view.Reopenings + 1, settings, now, draw),
            (not BreakerState.Isolated, BreakerReason.Isolated) => Move(view, BreakerState.Isolated, cause, now),
            (BreakerState.Isolated, BreakerReason.Released) => Move(view, BreakerState.Closed, cause, now),
            _ => view,
        };

    /// <summary>How long it stays open.</summary>
    /// <param name="reopenings">0 for the first time since it was closed.</param>
    public static TimeSpan OpenFor(BreakerSettings settings, int reopenings, double draw)
    {
        var grown = Math.Min(settings.OpenForMax.Ticks, settings.OpenFor.Ticks * Math.Pow(2, reopenings));
        return TimeSpan.FromTicks((long)(grown * (1 + settings.Jitter * (2 * draw - 1))));
    }

    private static BreakerView Open(BreakerView view, BreakerCause cause, int reopenings, BreakerSettings settings, Instant now, double draw) =>
        Move(view, BreakerState.Open, cause, now) with { Until = now + OpenFor(settings, reopenings, draw), Reopenings = reopenings };

    private static BreakerView Move(BreakerView view, BreakerState state, BreakerCause cause, Instant now) =>
        new(state, view.Generation + 1, now, Instant.Never, Reopenings: 0, cause);
}
