using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.Cli.Metrics;

/// <summary>Writes metrics in Prometheus' text exposition format, version 0.0.4.</summary>
/// <remarks>Source: prometheus.io/docs/instrumenting/exposition_formats. A line may appear once only, so equal series are added up.</remarks>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Powers of two of a microsecond, 128 us to 67 s: where the buckets of a histogram end, so that the counts are exact.</summary>
    private static readonly TimeSpan[] BucketLimits = [.. Enumerable.Range(7, 20).Select(power => TimeSpan.FromMicroseconds(1 << power))];

    /// <param name="filter">Part of the family's name must match it; null for all.</param>
    public static string Of(IEnumerable<Metric> metrics, Regex? filter, bool usedOnly)
    {
        var text = new StringBuilder();
        var families = metrics.Where(metric => metric.Family is not null).GroupBy(metric => metric.Family!);
        foreach (var family in families.OrderBy(family => family.Key.Name, StringComparer.Ordinal))
        {
            if (filter?.IsMatch(family.Key.Name) == false) continue;
            var series = family.GroupBy(Labels).Select(same => Sum(same.Key, same)).Where(one => !usedOnly || one.Value != 0).ToList();
            if (series.Count > 0) Write(text, family.Key, series);
        }
        return text.ToString();
    }

    private static (string Labels, double Value, LatencySnapshot? Durations) Sum(string labels, IEnumerable<Metric> equal) => (
        labels, equal.Sum(metric => metric.Value), equal.Select(metric => metric.Durations).Aggregate((one, two) => two is null ? one : one?.Merge(two)));

    private static void Write(StringBuilder text, MetricFamily family, IEnumerable<(string Labels, double Value, LatencySnapshot? Durations)> series)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(Escape(family.Help, quotes: false)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(Word(family.Kind)).Append('\n');
        foreach (var (labels, value, durations) in series)
        {
            if (durations is null) Line(family.Name, labels, value);
            else WriteDurations(labels, durations);
        }

        void WriteDurations(string labels, LatencySnapshot durations)
        {
            foreach (var limit in BucketLimits)
                Line($"{family.Name}_bucket", With(labels, $"le=\"{Number(limit.TotalSeconds)}\""), durations.CountBelow(limit));
            Line($"{family.Name}_bucket", With(labels, "le=\"+Inf\""), durations.Count);
            Line($"{family.Name}_sum", labels, durations.Sum.TotalSeconds);
            Line($"{family.Name}_count", labels, durations.Count);
        }

        void Line(string name, string labels, double value) => text.Append(name).Append(labels).Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Word(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        _ => "histogram",
    };

    private static string With(string labels, string label) => labels.Length == 0 ? $"{{{label}}}" : $"{labels[..^1]},{label}}}";

    private static string Labels(Metric metric)
    {
        if (metric.Labels.Count == 0) return "";
        return $"{{{string.Join(',', metric.Labels.Select(label => $"{label.Name}=\"{Escape(label.Value, quotes: true)}\""))}}}";
    }

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\").Replace("\n", "\\n");
        return quotes ? escaped.Replace("\"", "\\\"") : escaped;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
