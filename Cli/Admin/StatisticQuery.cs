using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary>Which statistics a caller wants: <c>filter=REGEX</c>, <c>usedonly</c> and <c>histogram_buckets=disjoint</c>.</summary>
/// <param name="WithBuckets">Histograms show their buckets.</param>
/// <param name="Filter">Runs in time linear in its input, whatever the caller sends; null for all.</param>
internal sealed record StatisticQuery(Regex? Filter, bool UsedOnly, bool WithBuckets)
{
    private const int FilterLengthMax = 1000;

    /// <param name="problem">What is wrong; empty when all is well.</param>
    public static StatisticQuery Read(IQueryCollection query, out string problem)
    {
        problem = "";
        var usedOnly = query.ContainsKey("usedonly");
        var withBuckets = query["histogram_buckets"] == "disjoint";
        var filter = query["filter"].ToString();
        if (filter.Length == 0) return new StatisticQuery(null, usedOnly, withBuckets);
        try
        {
            if (filter.Length <= FilterLengthMax)
                return new StatisticQuery(new Regex(filter, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), usedOnly, withBuckets);
            problem = $"filter is longer than {FilterLengthMax} characters";
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problem = $"filter is not a regular expression that runs in linear time: {e.Message}";
        }
        return new StatisticQuery(null, usedOnly, withBuckets);
    }
}
