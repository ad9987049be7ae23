using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.Cli.Metrics;

/// <summary>All numbers of one meaning, told apart by labels.</summary>
/// <param name="Name">As Prometheus sees it.</param>
/// <param name="Help">One sentence with the unit.</param>
internal sealed record MetricFamily(string Name, MetricKind Kind, string Help)
{
    public static MetricFamily Counter(string name, string help) => new(name, MetricKind.Counter, help);

    public static MetricFamily Gauge(string name, string help) => new(name, MetricKind.Gauge, help);

    /// <param name="name">Ends in <c>_seconds</c>.</param>
    public static MetricFamily Histogram(string name, string help) => new(name, MetricKind.Histogram, help);

    /// <param name="statistic">Envoy's name for it; null when Envoy has none.</param>
    /// <param name="labels">Configured names or words of a fixed set; never anything that a request brings.</param>
    public Metric Of(string? statistic, double value, params (string Name, string Value)[] labels) => new(this, statistic, value, labels);

    /// <param name="statistic">Envoy's name for it.</param>
    public Metric Of(string statistic, LatencySnapshot durations, params (string Name, string Value)[] labels) =>
        new(this, statistic, durations.Count, labels) { Durations = durations };
}
