using System.Globalization;
using System.Net;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Runtime.Time;
using Akka.Event;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>Outlier detection of one cluster, with what makes it seen: log and events. Knows endpoints by address: they keep their record when their cell is replaced.</summary>
internal sealed class ClusterEjection(UpstreamCluster cluster, TimeProvider clock, Func<double> draw, ILoggingAdapter log)
{
    private readonly Dictionary<IPEndPoint, OutlierHost> _hosts = [];
    private readonly Dictionary<OutlierHost, EjectionStanding> _standings = [];
    private readonly OutlierDetector _detector = new(cluster.Outliers, draw);

    /// <summary>The record of this address, which may be new.</summary>
    public OutlierHost HostOf(IPEndPoint address)
    {
        if (_hosts.TryGetValue(address, out var known)) return known;
        var host = _hosts[address] = new OutlierHost(address.ToString());
        _detector.Add(host);
        return host;
    }

    public IReadOnlyList<EjectionDecision> Configure() => Told(_detector.Change(cluster.Settings.Outlier));

    /// <summary>Forgets all other addresses.</summary>
    public IReadOnlyList<EjectionDecision> Keep(IReadOnlySet<IPEndPoint> present)
    {
        List<EjectionDecision> decisions = [];
        foreach (var gone in _hosts.Keys.Where(address => !present.Contains(address)).ToList())
        {
            _hosts.Remove(gone, out var host);
            _standings.Remove(host!);
            decisions.AddRange(_detector.Remove(host!));
        }

        return Told(decisions);
    }

    public IReadOnlyList<EjectionDecision> Strike(OutlierHost host, OutlierEdges edges) => Told(_detector.Strike(host, edges, clock.Now));

    public IReadOnlyList<EjectionDecision> Tick() => Told(_detector.Tick(clock.Now));

    public IReadOnlyList<EjectionDecision> PassCheck(OutlierHost host) => Told(_detector.PassCheck(host));

    /// <summary>For people; null while it is in.</summary>
    public EjectionStanding? StandingOf(OutlierHost host) => _standings.GetValueOrDefault(host);

    private IReadOnlyList<EjectionDecision> Told(IReadOnlyList<EjectionDecision> decisions)
    {
        foreach (var decision in decisions)
        {
            Remember(decision);
            if (decision.IsNews) Tell(decision);
        }

        return decisions;
    }

    private void Remember(EjectionDecision decision)
    {
        if (decision.Verdict == EjectionVerdict.Returned) _standings.Remove(decision.Host);
        if (decision.Verdict != EjectionVerdict.Ejected) return;
        var now = clock.GetUtcNow();
        _standings[decision.Host] = new EjectionStanding(decision.Cause!.Value, decision.Why, now, now + (decision.Until - clock.Now));
    }

    private void Tell(EjectionDecision decision)
    {
        var (host, cause, why) = (decision.Host, decision.Cause?.Word, decision.Why);
        var until = StandingOf(host)?.Until;
        var census = string.Create(CultureInfo.InvariantCulture, $"{cluster.Outliers.Active} of {_hosts.Count} endpoints are out");
        switch (decision.Verdict)
        {
            case EjectionVerdict.Ejected:
                var span = string.Create(CultureInfo.InvariantCulture, $"{decision.Duration.TotalSeconds:0.###} s, until {until:HH:mm:ss}Z");
                var ejections = string.Create(CultureInfo.InvariantCulture, $"its ejection {host.Cell.Ejections}; {census}");
                log.Warning("cluster {0}: {1} is ejected for {2}: {3}: {4} ({5})", cluster.Name, host, span, cause, why, ejections);
                break;
            case EjectionVerdict.Returned:
                log.Info("cluster {0}: {1} has returned: {2} ({3})", cluster.Name, host, why, census);
                break;
            default:
                log.Warning("cluster {0}: {1} is not ejected: {2}: {3}", cluster.Name, host, cause, why);
                break;
        }

        cluster.Events.Add(new ClusterEvent(clock.GetUtcNow(), host.Name, Word(decision.Verdict), cause, why, until));
    }

    private static string Word(EjectionVerdict verdict) => verdict switch
    {
        EjectionVerdict.Ejected => "ejected",
        EjectionVerdict.Returned => "returned",
        EjectionVerdict.Overflow => "ejection_overflow",
        _ => "ejection_not_enforced",
    };
}
