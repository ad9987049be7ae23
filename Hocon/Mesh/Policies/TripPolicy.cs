namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>closed -> open -> half-open -> closed.</summary>
/// <param name="Mode"><c>enforce</c>, <c>observe</c> or <c>isolated</c>.</param>
/// <param name="FailureRatio">0..1 of the requests of the window.</param>
/// <param name="MinRequests">In the window, before the ratio counts.</param>
/// <param name="ConsecutiveFailures">Opens as well; null: does not.</param>
/// <param name="SlowCall">From which on a request is slow; null: none is.</param>
/// <param name="SlowCallRatio">0..1 of the requests of the window.</param>
/// <param name="Jitter">0..1 of the open time.</param>
/// <param name="Probes">Requests let through when half open.</param>
/// <param name="ProbeSuccesses">That close it.</param>
/// <param name="ProbeTimeout">From which on a probe has failed.</param>
public sealed record TripPolicy(
    Setting<string> Mode,
    Setting<double> FailureRatio,
    Setting<int> MinRequests,
    Setting<TimeSpan> Window,
    Setting<int?> ConsecutiveFailures,
    Setting<TimeSpan?> SlowCall,
    Setting<double> SlowCallRatio,
    Setting<TimeSpan> OpenFor,
    Setting<TimeSpan> MaxOpenFor,
    Setting<double> Jitter,
    Setting<int> Probes,
    Setting<int> ProbeSuccesses,
    Setting<TimeSpan> ProbeTimeout)
{
    internal static TripPolicy? Read(Layers layers) => layers.IsOn
        ? new(
            layers.Text("mode"), layers.Share("failure-ratio"), layers.Count("min-requests"), layers.Duration("window"),
            layers.CountOrOff("consecutive-failures"), layers.DurationOrOff("slow-call"), layers.Share("slow-call-ratio"),
            layers.Duration("open-for"), layers.Duration("max-open-for"), layers.Share("jitter"), layers.Count("probes"),
            layers.Count("probe-successes"), layers.Duration("probe-timeout"))
        : null;
}
