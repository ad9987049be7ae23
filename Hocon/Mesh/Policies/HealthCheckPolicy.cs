using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Asks replicas how they are.</summary>
/// <param name="Type"><c>auto</c>: as the service speaks; <c>http</c>, <c>tcp</c> or <c>grpc</c>.</param>
/// <param name="Host">Null: the service's name.</param>
/// <param name="ExpectedStatuses">Good answers.</param>
/// <param name="NoTrafficInterval">As long as no request was sent.</param>
/// <param name="UnhealthyInterval">While a replica is out; null: as otherwise.</param>
/// <param name="Healthy">Good answers in a row that heal.</param>
/// <param name="Unhealthy">Bad ones in a row that take out.</param>
/// <param name="Jitter">0..1 of the interval.</param>
public sealed record HealthCheckPolicy(
    Setting<string> Type,
    Setting<string> Path,
    Setting<string?> Host,
    IReadOnlyList<StatusRange> ExpectedStatuses,
    Setting<TimeSpan> Interval,
    Setting<TimeSpan> NoTrafficInterval,
    Setting<TimeSpan?> UnhealthyInterval,
    Setting<TimeSpan> Timeout,
    Setting<int> Healthy,
    Setting<int> Unhealthy,
    Setting<double> Jitter)
{
    internal static HealthCheckPolicy? Read(Layers layers) => layers.IsOn
        ? new(
            layers.Text("type"), layers.Text("path"), layers.TextOrNone("host"), Ranges(layers.Texts("expected-statuses").Value),
            layers.Duration("interval"), layers.Duration("no-traffic-interval"), layers.DurationOrNone("unhealthy-interval"),
            layers.Duration("timeout"), layers.Count("healthy"), layers.Count("unhealthy"), layers.Share("jitter"))
        : null;

    private static IReadOnlyList<StatusRange> Ranges(IReadOnlyList<string> texts) =>
        [.. texts.Select(text => StatusRange.TryParse(text, out var range) ? range : throw new InvalidOperationException(text))];
}
