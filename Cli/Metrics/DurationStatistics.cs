using System.Globalization;
using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.Cli.Metrics;

/// <summary>A histogram as <c>/stats</c> lists it: count, sum and quantiles, in milliseconds as in Envoy.</summary>
internal static class DurationStatistics
{
    /// <summary>Between the name of a histogram and where one of its buckets ends, in milliseconds.</summary>
    public const string BucketInfix = ".below.";

    private static readonly (string Suffix, double Share)[] Quantiles =
        [(".p50", 0.5), (".p90", 0.9), (".p95", 0.95), (".p99", 0.99), (".p99_9", 0.999)];

    /// <param name="withBuckets">Also each bucket that holds something, with how many are in it and in none before.</param>
    public static IEnumerable<(string Name, double Value)> Of(string name, LatencySnapshot durations, bool withBuckets)
    {
        yield return ($"{name}.count", durations.Count);
        yield return ($"{name}.sum", durations.Sum.TotalMilliseconds);
        foreach (var (suffix, share) in Quantiles)
            if (durations.Quantile(share) is { } duration) yield return ($"{name}{suffix}", duration.TotalMilliseconds);
        if (!withBuckets) yield break;
        foreach (var (end, count) in durations.Buckets)
            yield return (string.Create(CultureInfo.InvariantCulture, $"{name}{BucketInfix}{end.TotalMilliseconds:0.###}"), count);
    }
}
