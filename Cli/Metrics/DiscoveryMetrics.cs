using ActorMesh.DataPlane.Configuration.Discovery;

namespace ActorMesh.Cli.Metrics;

/// <summary>What goes on between a sidecar and its control plane. Statistics have Envoy's names where it has them.</summary>
internal static class DiscoveryMetrics
{
    private static readonly MetricFamily Connected = MetricFamily.Gauge("actormesh_control_plane_connected", "1 while a control plane is connected.");
    private static readonly MetricFamily Silence = MetricFamily.Gauge(
        "actormesh_control_plane_answer_age_seconds", "Time since a control plane last answered; absent before the first answer.");
    private static readonly MetricFamily Stale = MetricFamily.Counter(
        "actormesh_control_plane_stale_answers_total", "Answers that were refused because they were older than what is in force.");
    private static readonly MetricFamily Warming = MetricFamily.Gauge("actormesh_discovery_warming", "Clusters and listeners that wait for a part of theirs.");
    private static readonly MetricFamily Resources = MetricFamily.Gauge("actormesh_discovery_resources", "Resources that were accepted, by type.");
    private static readonly MetricFamily Refused = MetricFamily.Gauge("actormesh_discovery_refused", "Resources that were sent and are not run, by type.");
    private static readonly MetricFamily Updates = MetricFamily.Counter(
        "actormesh_discovery_updates_total", "Answers by type and by what became of them.");

    public static IEnumerable<Metric> Of(DiscoveryStatus status, DateTimeOffset now)
    {
        yield return Connected.Of("control_plane.connected_state", status.IsConnected ? 1 : 0);
        if (status.AnsweredAt is { } answered) yield return Silence.Of(null, Math.Floor((now - answered).TotalSeconds));
        yield return Stale.Of(null, status.StaleAnswers);
        yield return Warming.Of(null, status.Warming.Count);
        foreach (var metric in status.Types.SelectMany(Of)) yield return metric;
    }

    private static IEnumerable<Metric> Of(DiscoveredTypeStatus type)
    {
        var (prefix, label) = (Prefix(type.Type), type.Type.Service);
        yield return Resources.Of(null, type.Accepted, ("type", label));
        yield return Refused.Of(null, type.Refused.Count, ("type", label));
        foreach (var (result, count) in new[]
        {
            ("attempt", type.Attempts), ("success", type.Successes), ("failure", type.Failures), ("rejected", type.Rejections), ("empty", type.Empty),
        })
            yield return Updates.Of($"{prefix}.update_{result}", count, ("type", label), ("result", result));
        yield return Updates.Of($"{prefix}.init_fetch_timeout", type.TimedOut, ("type", label), ("result", "init_fetch_timeout"));
    }

    // Envoy counts endpoints for each cluster and routes for each table; here each type is one.
    private static string Prefix(DiscoveredType type) => type switch
    {
        DiscoveredType.Listener or DiscoveredType.Routes => $"listener_manager.{type.Service}",
        DiscoveredType.Secret => type.Service,
        _ => $"cluster_manager.{type.Service}",
    };
}
