using System.Globalization;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>All that a gate goes by between two changes of state or of settings. Replaced whole; what counts within it is atomic.</summary>
internal sealed class BreakerPhase
{
    private const int HistoryMax = 20;

    public required BreakerSettings Settings { get; init; }

    public required BreakerView View { get; init; }

    /// <summary>Of the closed state: others count nothing.</summary>
    public required AttemptWindow Attempts { get; init; }

    /// <summary>The same for slow ones; null unless they are watched.</summary>
    public required AttemptWindow? SlowCalls { get; init; }

    /// <summary>In a row.</summary>
    public required FailureRun Failures { get; init; }

    /// <summary>Of the half-open state; null in others.</summary>
    public required ProbePermits? Probes { get; init; }

    /// <summary>The last transitions, oldest first.</summary>
    public required IReadOnlyList<BreakerTransition> History { get; init; }

    public static BreakerPhase Start(BreakerSettings settings, BreakerView view) => Start(settings, view, []);

    private static BreakerPhase Start(BreakerSettings settings, BreakerView view, IReadOnlyList<BreakerTransition> history) => new()
    {
        Settings = settings,
        View = view,
        Attempts = new AttemptWindow(settings.Window),
        SlowCalls = SlowCallsOf(settings),
        Failures = new FailureRun(),
        Probes = view.State == BreakerState.HalfOpen ? new ProbePermits(settings.Probes, settings.ProbeSuccesses, settings.ProbeTimeout) : null,
        History = history,
    };

    /// <summary>Another state: all counting begins anew.</summary>
    public BreakerPhase Enter(BreakerView view, DateTimeOffset at) =>
        Start(Settings, view, [.. History.Skip(History.Count - HistoryMax + 1), new BreakerTransition(View.State, view, at)]);

    /// <summary>Other settings in the same state: what is counted stays while it is counted in the same way. A half-open period ends as it began.</summary>
    public BreakerPhase Change(BreakerSettings settings)
    {
        var keepsWindow = settings.Window == Settings.Window;
        var keepsSlowCalls = keepsWindow && settings.SlowCall == Settings.SlowCall && settings.WatchesSlowCalls == Settings.WatchesSlowCalls;
        return new BreakerPhase
        {
            Settings = settings,
            View = View,
            Attempts = keepsWindow ? Attempts : new AttemptWindow(settings.Window),
            SlowCalls = keepsSlowCalls ? SlowCalls : SlowCallsOf(settings),
            Failures = Failures,
            Probes = Probes,
            History = History,
        };
    }

    public string Explain(Instant now) => View.State switch
    {
        BreakerState.Closed => string.Create(
            CultureInfo.InvariantCulture,
            $"closed: {Attempts.Read(now)} attempts of the last {Settings.Window.TotalSeconds:0.###} s failed; opens at {Settings.FailureRatio * 100:0.#} % of at least {Settings.RequestsMin}"),
        BreakerState.Open => string.Create(
            CultureInfo.InvariantCulture, $"open for another {Math.Max(0, (View.Until - now).TotalSeconds):0.0} s: {View.Cause}"),
        BreakerState.HalfOpen => string.Create(
            CultureInfo.InvariantCulture, $"half open: {Probes!.UnderWay} of {Probes.Places} probes are under way"),
        _ => $"isolated: {View.Cause}",
    };

    private static AttemptWindow? SlowCallsOf(BreakerSettings settings) => settings.WatchesSlowCalls ? new AttemptWindow(settings.Window) : null;
}
