using System.Globalization;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>Decides for a whole cluster which endpoints are out, and until when. Pure: time and draws come in, decisions go out.</summary>
/// <remarks>
/// Source: Envoy, "Outlier detection" in its architecture overview. Ours beyond it: <see cref="OutlierSettings.AlwaysKeepsOne"/>, and that
/// what an endpoint only passed on (<see cref="AttemptOutcome.IsPassedOn"/>) does not count against it.
/// </remarks>
/// <param name="counters">Where decisions are counted.</param>
/// <param name="draw">Draws 0 to below 1.</param>
public sealed class OutlierDetector(OutlierCounters counters, Func<double> draw)
{
    private readonly List<OutlierHost> _hosts = [];

    /// <summary>Null while detection is off.</summary>
    public OutlierSettings? Settings { get; private set; }

    public IReadOnlyList<OutlierHost> Hosts => _hosts;

    public OutlierCounters Counters => counters;

    private int Out => _hosts.Count(host => host.IsOut);

    public void Add(OutlierHost host)
    {
        host.Cell.Change(Settings);
        _hosts.Add(host);
    }

    /// <summary>An endpoint has left the cluster. If only ejected ones remain and one is always kept, the next to return does so now.</summary>
    public IReadOnlyList<EjectionDecision> Remove(OutlierHost host)
    {
        if (!_hosts.Remove(host)) return [];
        if (host.IsOut) Counters.Forget();
        return Settings is { AlwaysKeepsOne: true } && _hosts.Count > 0 && _hosts.TrueForAll(one => one.IsOut)
            ? [Return(_hosts.MinBy(one => one.Until)!, "no other endpoint is left")]
            : [];
    }

    /// <summary>From now on this holds. Who is out stays out, unless detection is turned off.</summary>
    public IReadOnlyList<EjectionDecision> Change(OutlierSettings? settings)
    {
        if (settings == Settings) return [];
        Settings = settings;
        foreach (var host in _hosts) host.Cell.Change(settings);
        return settings is null ? [.. _hosts.Where(host => host.IsOut).ToList().Select(host => Return(host, "outlier detection was turned off"))] : [];
    }

    /// <summary>An attempt at the endpoint reached thresholds. At most one ejection comes of it.</summary>
    public IReadOnlyList<EjectionDecision> Strike(OutlierHost host, OutlierEdges edges, Instant now)
    {
        if (Settings is not { } settings || host.IsOut) return [];
        List<EjectionDecision> decisions = [];
        Strike(OutlierEdges.GatewayFailures, EjectionCause.ConsecutiveGatewayFailure, settings.ConsecutiveGatewayFailures, "answers of 502, 503 or 504");
        Strike(OutlierEdges.ServerErrors, EjectionCause.Consecutive5xx, settings.Consecutive5xx, "failures of 500 and above");
        Strike(OutlierEdges.LocalOriginFailures, EjectionCause.ConsecutiveLocalOriginFailure, settings.ConsecutiveLocalOriginFailures, "failures seen here");
        if (!host.IsOut) host.Cell.Reset(edges); // Or the run, which is past its threshold, would never reach it again.
        return decisions;

        void Strike(OutlierEdges edge, EjectionCause cause, int threshold, string what)
        {
            if (edges.HasFlag(edge) && !host.IsOut)
                decisions.Add(Judge(host, cause, string.Create(CultureInfo.InvariantCulture, $"{threshold} {what} in a row, threshold {threshold}"), now));
        }
    }

    /// <summary>An interval has passed: who has been out long enough returns, and rates of the interval are compared.</summary>
    public IReadOnlyList<EjectionDecision> Tick(Instant now)
    {
        if (Settings is not { } settings) return [];
        List<EjectionDecision> decisions = [];
        foreach (var host in _hosts)
        {
            if (!host.IsOut) host.Multiplier = Math.Max(0, host.Multiplier - 1);
            else if (now >= host.Until) decisions.Add(Return(host, "its time is over"));
        }

        var answers = _hosts.ConvertAll(host => (host, host.Cell.TakeAnswers()));
        Compare(answers, EjectionCause.SuccessRate, EjectionCause.FailurePercentage);
        var localOrigin = _hosts.ConvertAll(host => (host, host.Cell.TakeLocalOrigin()));
        if (settings.SplitsLocalOrigin) Compare(localOrigin, EjectionCause.SuccessRateLocalOrigin, EjectionCause.FailurePercentageLocalOrigin);
        return decisions;

        void Compare(List<(OutlierHost Host, RateSample)> samples, EjectionCause belowPeers, EjectionCause aboveThreshold)
        {
            samples.RemoveAll(one => one.Host.IsOut);
            if (settings.Enforcing(belowPeers) > 0) Eject(RateComparison.BelowPeers(samples, settings), belowPeers);
            if (settings.Enforcing(aboveThreshold) > 0) Eject(RateComparison.AboveThreshold(samples, settings), aboveThreshold);
        }

        void Eject(IEnumerable<(OutlierHost Host, string Why)> found, EjectionCause cause)
        {
            foreach (var (host, why) in found)
                if (!host.IsOut) decisions.Add(Judge(host, cause, why, now));
        }
    }

    /// <summary>The endpoint passed an active health check.</summary>
    public IReadOnlyList<EjectionDecision> PassCheck(OutlierHost host) =>
        host.IsOut && Settings is { ReturnsOnPassedCheck: true } ? [Return(host, "it passed a health check")] : [];

    private EjectionDecision Judge(OutlierHost host, EjectionCause cause, string why, Instant now)
    {
        var settings = Settings!;
        var decision = new EjectionDecision(host, EjectionVerdict.NotEnforced, cause, why);
        if (Obstacle(host, settings) is { } obstacle) decision = decision with { Verdict = EjectionVerdict.Overflow, Why = $"{why}; {obstacle}" };
        else if (draw() * 100 >= settings.Enforcing(cause)) decision = decision with { IsNews = settings.Enforcing(cause) > 0 };
        else decision = Eject(decision, settings, now);
        Counters.Count(decision);
        return decision;
    }

    /// <summary>Why it cannot be ejected; null if it can.</summary>
    private string? Obstacle(OutlierHost host, OutlierSettings settings)
    {
        if (settings.AlwaysKeepsOne && !_hosts.Exists(other => other != host && !other.IsOut && other.IsHealthy)) return "it is the last healthy endpoint";
        var (outNow, most) = (Out, settings.MaxEjectionPercent);
        return 100L * (outNow + 1) <= (long)most * _hosts.Count || (settings.AlwaysEjectsOne && outNow == 0)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{outNow} of {_hosts.Count} endpoints are out, and no more than {most} % may be");
    }

    private EjectionDecision Eject(EjectionDecision decision, OutlierSettings settings, Instant now)
    {
        var host = decision.Host;
        if (host.Multiplier * settings.BaseEjectionTime < settings.MaxEjectionTime + settings.BaseEjectionTime) host.Multiplier++;
        var grown = host.Multiplier * settings.BaseEjectionTime;
        var duration = (grown < settings.MaxEjectionTime ? grown : settings.MaxEjectionTime) + draw() * settings.MaxEjectionTimeJitter;
        host.IsOut = true;
        host.Until = now + duration;
        host.Cell.Ejections++;
        return decision with { Verdict = EjectionVerdict.Ejected, Duration = duration, Until = host.Until };
    }

    private EjectionDecision Return(OutlierHost host, string why)
    {
        host.IsOut = false;
        host.Cell.Reset(OutlierEdges.All);
        var decision = new EjectionDecision(host, EjectionVerdict.Returned, Cause: null, why);
        Counters.Count(decision);
        return decision;
    }
}
