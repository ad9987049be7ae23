using System.Text.RegularExpressions;

namespace ActorMesh.Cli.Metrics;

/// <summary>
/// Statistics as <c>/stats</c> lists them: name to value, sorted. What shares a name is added up, as with one stat_prefix on two listeners.
/// </summary>
internal static class StatisticList
{
    /// <param name="filter">Part of the name must match it; null for all.</param>
    /// <param name="usedOnly">Leaves out what is zero.</param>
    /// <param name="withBuckets">Histograms show their buckets beside their quantiles.</param>
    public static SortedDictionary<string, double> Of(IEnumerable<Metric> metrics, Regex? filter, bool usedOnly, bool withBuckets = false)
    {
        var sums = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in metrics.Where(metric => metric.Statistic is not null).GroupBy(metric => metric.Statistic!).SelectMany(Listed))
            if (filter is null || filter.IsMatch(name)) sums[name] = value;
        if (!usedOnly) return sums;
        foreach (var unused in sums.Where(pair => pair.Value == 0).Select(pair => pair.Key).ToList()) sums.Remove(unused);
        return sums;

        IEnumerable<(string Name, double Value)> Listed(IGrouping<string, Metric> same) => same.First().Durations is null
            ? [(same.Key, same.Sum(metric => metric.Value))]
            : DurationStatistics.Of(same.Key, same.Select(metric => metric.Durations!).Aggregate((one, two) => one.Merge(two)), withBuckets);
    }
}
