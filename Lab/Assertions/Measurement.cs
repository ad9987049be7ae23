using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Assertions;

/// <summary>Works out what a run came to in one measure.</summary>
internal static class Measurement
{
    /// <summary>Success that counts as well again.</summary>
    private const double WellAgain = 0.99;

    /// <returns>In the measure of <see cref="Measures.Kind"/>: infinite for a time that never came, NaN when there was nothing to measure.</returns>
    public static double Of(Expectation wanted, RunRecord run)
    {
        var (from, until) = (wanted.From, wanted.Until);
        if (wanted.Measure.Quantile() is { } share)
            return (wanted.Of is { } named ? run.Service(named).Calls : run.Load.Durations).Quantile(share, from, until)?.TotalSeconds ?? double.NaN;
        switch (wanted.Measure)
        {
            case Measure.Success:
                return run.Load.Success(from, until);
            case Measure.Recovery:
                return Recovery(run, from, until);
            default:
                return OfService(wanted, run, run.Service(wanted.Of!));
        }
    }

    private static double OfService(Expectation wanted, RunRecord run, ServiceRecord service)
    {
        var (from, until) = (wanted.From, wanted.Until);
        return wanted.Measure switch
        {
            Measure.Amplification => run.Amplification(service.Name, from, until),
            Measure.Attempts => service.Attempts.Sum(from, until),
            Measure.Peak => service.Attempts.Peak(from, until),
            Measure.Retries => service.Retries.Sum(from, until),
            Measure.RefusedRetries => service.RefusedRetries.Sum(from, until),
            Measure.Probes => Probes(service, from, until),
            Measure.Ejections => Changes(wanted, run, LogKind.Ejection).Count(entry => entry.State == LogState.Ejected),
            Measure.Ejected => MostEjected(wanted, run),
            Measure.Opens => Changes(wanted, run, LogKind.Breaker).Count(entry => entry.State == LogState.Open),
            Measure.TimeToOpen => TimeTo(LogState.Open, wanted, run),
            _ => TimeTo(LogState.Closed, wanted, run),
        };
    }

    private static double Probes(ServiceRecord service, TimeSpan from, TimeSpan? until) =>
        service.Probes.Where(probe => IsWithin(probe.At, from, until)).Select(probe => probe.Count).DefaultIfEmpty().Max();

    private static double TimeTo(string state, Expectation wanted, RunRecord run) =>
        Changes(wanted, run, LogKind.Breaker).Where(entry => entry.State == state).Select(entry => (entry.At - wanted.From).TotalSeconds).FirstOrDefault(double.PositiveInfinity);

    /// <summary>Each caller ejects for itself.</summary>
    private static double MostEjected(Expectation wanted, RunRecord run)
    {
        var (most, outNow) = (0, new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var entry in run.Log.Where(entry => entry.Kind == LogKind.Ejection && entry.Service == wanted.Of))
        {
            var count = outNow[entry.Caller] = outNow.GetValueOrDefault(entry.Caller) + (entry.State == LogState.Ejected ? 1 : -1);
            if (IsWithin(entry.At, wanted.From, wanted.Until)) most = Math.Max(most, count);
        }
        return most;
    }

    private static IEnumerable<LogEntry> Changes(Expectation wanted, RunRecord run, LogKind kind) =>
        run.Log.Where(entry => entry.Kind == kind && entry.Service == wanted.Of && IsWithin(entry.At, wanted.From, wanted.Until));

    private static bool IsWithin(TimeSpan at, TimeSpan from, TimeSpan? until) => at >= from && (until is not { } limit || at < limit);

    private static double Recovery(RunRecord run, TimeSpan from, TimeSpan? until)
    {
        var end = until ?? run.Variant.Duration;
        var wellSince = from;
        for (var second = from; second < end; second += TimeSpan.FromSeconds(1))
            if (run.Load.Success(second, second + TimeSpan.FromSeconds(1)) < WellAgain) wellSince = second + TimeSpan.FromSeconds(1);
        return wellSince >= end ? double.PositiveInfinity : (wellSince - from).TotalSeconds;
    }
}
