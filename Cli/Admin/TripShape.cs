using ActorMesh.DataPlane.Resilience.Breaking;

namespace ActorMesh.Cli.Admin;

/// <summary>A breaker as <c>/clusters</c> shows it.</summary>
/// <param name="State">closed, open, half-open or isolated.</param>
/// <param name="Mode">enforce, observe or isolated.</param>
/// <param name="Since">When it came into this state; null while it is as it began.</param>
/// <param name="Until">When it will let probes through; null unless it is open.</param>
/// <param name="Why">What brought it there.</param>
/// <param name="Explanation">The same and its numbers in one sentence.</param>
/// <param name="Requests">Attempts in its window; none unless it is closed.</param>
/// <param name="Failures">Those of them that failed.</param>
/// <param name="FailureRatio">0..1.</param>
/// <param name="Probes">Probes under way.</param>
/// <param name="Rejected">Attempts that were refused, or would have been in observe mode.</param>
/// <param name="Last">The last transitions, latest first.</param>
internal sealed record TripShape(
    string State, string Mode, DateTimeOffset? Since, DateTimeOffset? Until, string Why, string Explanation,
    int Requests, int Failures, double FailureRatio, int Probes, long Rejected, IReadOnlyList<TripShape.TransitionShape> Last)
{
    public static TripShape Of(BreakerGate breaker)
    {
        var (window, history) = (breaker.Window, breaker.History);
        var latest = history.Count > 0 ? history[^1] : null;
        var view = latest?.To ?? breaker.View;
        return new(
            Word(view.State), Word(breaker.Settings.Mode), latest?.At, UntilOf(latest), view.Cause.ToString(), breaker.Explain(),
            window.Attempts, window.Bad, Math.Round(window.Ratio, 4), breaker.ProbesUnderWay, breaker.Rejected,
            [.. history.Reverse().Select(Shape)]);
    }

    private static TransitionShape Shape(BreakerTransition transition) =>
        new(Word(transition.From), Word(transition.To.State), transition.At, UntilOf(transition), transition.To.Cause.ToString());

    private static DateTimeOffset? UntilOf(BreakerTransition? transition) =>
        transition is { OpenFor: var time } && time > TimeSpan.Zero ? transition.At + time : null;

    private static string Word(BreakerState state) => state switch
    {
        BreakerState.Closed => "closed",
        BreakerState.Open => "open",
        BreakerState.HalfOpen => "half-open",
        _ => "isolated",
    };

    private static string Word(BreakerMode mode) => mode switch
    {
        BreakerMode.Enforce => "enforce",
        BreakerMode.Observe => "observe",
        _ => "isolated",
    };

    internal sealed record TransitionShape(string From, string To, DateTimeOffset At, DateTimeOffset? Until, string Why);
}
