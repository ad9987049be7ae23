using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary>Which statistics a caller wants: <c>filter=REGEX</c> and <c>usedonly</c>.</summary>
/// <param name="Filter">Runs in time linear in its input, whatever the caller sends; null for all.</param>
internal sealed record StatisticQuery(Regex? Filter, bool UsedOnly)
{
    private const int FilterLengthMax = 1000;

    /// <param name="problem">What is wrong; empty when all is well.</param>
    public static StatisticQuery Read(IQueryCollection query, out string problem)
    {
        problem = "";
        var usedOnly = query.ContainsKey("usedonly");
        var filter = query["filter"].ToString();
        if (filter.Length == 0) return new StatisticQuery(null, usedOnly);
        try
        {
            if (filter.Length <= FilterLengthMax)
                return new StatisticQuery(new Regex(filter, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), usedOnly);
            problem = $"filter is longer than {FilterLengthMax} characters";
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problem = $"filter is not a regular expression that runs in linear time: {e.Message}";
        }
        return new StatisticQuery(null, usedOnly);
    }
}
