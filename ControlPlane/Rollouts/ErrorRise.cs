using System.Globalization;

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>
/// Decides whether proxies that run a new version fail more than those that do not: by one request in a hundred more, and twice as often. Each
/// service is compared with itself, as services differ in how often they fail; where none of it runs the old version any more, with what it was
/// before, and where nothing is known of that, with all services.
/// </summary>
public static class ErrorRise
{
    /// <summary>Fewer requests say nothing.</summary>
    public const int RequestsMin = 50;

    /// <summary>Fewer failures say nothing.</summary>
    public const int FailuresMin = 5;

    /// <summary>So much more of all requests may fail.</summary>
    public const double ShareMargin = 0.01;

    /// <summary>So many times as often they may fail.</summary>
    public const double Factor = 2;

    public static bool IsRise(ErrorCount canary, ErrorCount baseline) =>
        canary.Requests >= RequestsMin && canary.Failures >= FailuresMin
        && canary.Share > Math.Max(baseline.Share + ShareMargin, baseline.Share * Factor);

    /// <returns>What rose, in words; null for nothing.</returns>
    public static string? Find(ErrorTallies tallies, long canary, long stable)
    {
        foreach (var service in tallies.ServicesWith(canary).Order(StringComparer.Ordinal))
        {
            var (now, before) = (tallies.InStep(service, canary), Baseline(tallies, service, stable));
            if (!IsRise(now, before)) continue;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{service}: {now.Share:P1} of {now.Requests} requests failed with version {canary}, against {before.Share:P1} without it");
        }
        return null;
    }

    private static ErrorCount Baseline(ErrorTallies tallies, string service, long stable)
    {
        var beside = tallies.InStep(service, stable);
        if (beside.Requests >= RequestsMin) return beside;
        var before = tallies.Ever(service, stable);
        return before.Requests >= RequestsMin ? before : tallies.Ever(stable);
    }
}
