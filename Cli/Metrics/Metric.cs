using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.Cli.Metrics;

/// <summary>One number with both of its names.</summary>
/// <param name="Family">Its family for Prometheus; null when it is only a statistic.</param>
/// <param name="Statistic">Its name among Envoy's statistics; null when it is only for Prometheus.</param>
internal sealed record Metric(MetricFamily? Family, string? Statistic, double Value, IReadOnlyList<(string Name, string Value)> Labels)
{
    /// <summary>Set for a histogram, whose <see cref="Value"/> is how many durations there are.</summary>
    public LatencySnapshot? Durations { get; init; }

    /// <summary>A statistic that says what a Prometheus metric says by labels or sums.</summary>
    public static Metric StatisticOnly(string name, double value) => new(null, name, value, []);
}
