using System.Globalization;

namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>Finds among the samples of one interval those that are worse than they may be. Pure.</summary>
internal static class RateComparison
{
    /// <summary>Success rates strictly below the mean minus so many standard deviations (of the population).</summary>
    public static IEnumerable<(OutlierHost Host, string Why)> BelowPeers(IReadOnlyList<(OutlierHost Host, RateSample Sample)> samples, OutlierSettings settings)
    {
        var counted = WithRequests(samples, settings.SuccessRateRequestsMin);
        if (counted.Length == 0 || counted.Length < settings.SuccessRateHostsMin) return [];
        var mean = counted.Average(one => one.Sample.SuccessPercent);
        var deviation = Math.Sqrt(counted.Average(one => Math.Pow(one.Sample.SuccessPercent - mean, 2)));
        var least = mean - settings.SuccessRateDeviations * deviation;
        return from one in counted
               where one.Sample.SuccessPercent < least
               select (one.Host, Text($"{one.Sample.SuccessPercent:0.0} % of {one.Sample.Requests} attempts went well, below {least:0.0} %: the mean of {counted.Length} endpoints is {mean:0.0} %, the deviation {deviation:0.0}"));
    }

    /// <summary>Shares of failures at or above the threshold.</summary>
    public static IEnumerable<(OutlierHost Host, string Why)> AboveThreshold(IReadOnlyList<(OutlierHost Host, RateSample Sample)> samples, OutlierSettings settings)
    {
        var counted = WithRequests(samples, settings.FailurePercentageRequestsMin);
        if (counted.Length < settings.FailurePercentageHostsMin) return [];
        return from one in counted
               let failed = 100 - one.Sample.SuccessPercent
               where failed >= settings.FailurePercentageThreshold
               select (one.Host, Text($"{failed:0.0} % of {one.Sample.Requests} attempts failed, threshold {settings.FailurePercentageThreshold} %"));
    }

    private static (OutlierHost Host, RateSample Sample)[] WithRequests(IReadOnlyList<(OutlierHost Host, RateSample Sample)> samples, int least) =>
        [.. samples.Where(one => one.Sample.Requests >= Math.Max(1, least))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
