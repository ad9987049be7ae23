using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Resilience.Breaking;

namespace ActorMesh.Cli.Metrics;

/// <summary>Where the breakers of clusters stand. Envoy has no such statistics: names are of the same kind as its.</summary>
internal static class BreakerMetrics
{
    private static readonly MetricFamily State = MetricFamily.Gauge(
        "actormesh_breaker_state", "State of the cluster's breaker: 0 closed, 1 open, 2 half open, 3 isolated.");
    private static readonly MetricFamily Transitions = MetricFamily.Counter(
        "actormesh_breaker_transitions_total", "How often the cluster's breaker went from one state to another.");
    private static readonly MetricFamily Rejected = MetricFamily.Counter(
        "actormesh_breaker_rejected_total", "Attempts that the cluster's breaker refused, or would have refused where it only observes.");
    private static readonly MetricFamily Requests = MetricFamily.Gauge(
        "actormesh_breaker_window_requests", "Attempts in the window of the cluster's breaker.");
    private static readonly MetricFamily Failures = MetricFamily.Gauge(
        "actormesh_breaker_window_failures", "Failed attempts in the window of the cluster's breaker.");
    private static readonly MetricFamily Probes = MetricFamily.Gauge(
        "actormesh_breaker_probes_active", "Probes of the half-open breaker that are under way.");

    private static readonly (BreakerState From, BreakerState To)[] Ways =
    [
        (BreakerState.Closed, BreakerState.Open), (BreakerState.Open, BreakerState.HalfOpen), (BreakerState.HalfOpen, BreakerState.Open),
        (BreakerState.HalfOpen, BreakerState.Closed), (BreakerState.Closed, BreakerState.Isolated), (BreakerState.Open, BreakerState.Isolated),
        (BreakerState.HalfOpen, BreakerState.Isolated), (BreakerState.Isolated, BreakerState.Closed),
    ];

    /// <summary>None for a cluster without a breaker.</summary>
    public static IEnumerable<Metric> Of(UpstreamCluster cluster)
    {
        if (cluster.Breaker is not { } breaker) yield break;
        var prefix = $"cluster.{StatisticName.Part(cluster.Settings.StatisticName)}.breaker";
        var (destination, window) = (("destination", cluster.Name), breaker.Window);
        yield return State.Of($"{prefix}.state", (int)breaker.View.State, destination);
        yield return Rejected.Of($"{prefix}.rejected", breaker.Rejected, destination);
        yield return Requests.Of($"{prefix}.window_requests", window.Attempts, destination);
        yield return Failures.Of($"{prefix}.window_failures", window.Bad, destination);
        yield return Probes.Of($"{prefix}.probes_active", breaker.ProbesUnderWay, destination);
        foreach (var (from, to) in Ways)
        {
            var (left, entered) = (Word(from), Word(to));
            yield return Transitions.Of($"{prefix}.{left}_to_{entered}", breaker.Transitions(from, to), destination, ("from", left), ("to", entered));
        }
    }

    private static string Word(BreakerState state) => state switch
    {
        BreakerState.Closed => "closed",
        BreakerState.Open => "open",
        BreakerState.HalfOpen => "half_open",
        _ => "isolated",
    };
}
