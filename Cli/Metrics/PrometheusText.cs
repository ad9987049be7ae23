using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ActorMesh.Cli.Metrics;

/// <summary>Writes metrics in Prometheus' text exposition format, version 0.0.4.</summary>
/// <remarks>Source: prometheus.io/docs/instrumenting/exposition_formats. A line may appear once only, so equal series are added up.</remarks>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <param name="filter">Part of the family's name must match it; null for all.</param>
    public static string Of(IEnumerable<Metric> metrics, Regex? filter, bool usedOnly)
    {
        var text = new StringBuilder();
        var families = metrics.Where(metric => metric.Family is not null).GroupBy(metric => metric.Family!);
        foreach (var family in families.OrderBy(family => family.Key.Name, StringComparer.Ordinal))
        {
            if (filter?.IsMatch(family.Key.Name) == false) continue;
            var series = family.GroupBy(Labels, metric => metric.Value)
                .Select(group => (Labels: group.Key, Value: group.Sum()))
                .Where(one => !usedOnly || one.Value != 0)
                .ToList();
            if (series.Count > 0) Write(text, family.Key, series);
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family, IEnumerable<(string Labels, double Value)> series)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(Escape(family.Help, quotes: false)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(family.Kind == MetricKind.Counter ? " counter\n" : " gauge\n");
        foreach (var (labels, value) in series) text.Append(family.Name).Append(labels).Append(' ').Append(Number(value)).Append('\n');
    }

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
