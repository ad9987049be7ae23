using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Runtime.Time;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;

/// <summary>A detector with its endpoints, and a time that the test sets.</summary>
internal sealed class DetectorRun
{
    public DetectorRun(OutlierSettings? settings, int hosts, Func<double>? draw = null)
    {
        Counters = new OutlierCounters();
        Detector = new OutlierDetector(Counters, draw ?? (() => 0));
        Detector.Change(settings);
        for (var i = 0; i < hosts; i++) Detector.Add(new OutlierHost($"host-{i}"));
    }

    public OutlierCounters Counters { get; }

    public OutlierDetector Detector { get; }

    public Instant Now { get; set; }

    public OutlierHost this[int host] => Detector.Hosts[host];

    public IEnumerable<int> Out => Detector.Hosts.Index().Where(one => one.Item.IsOut).Select(one => one.Index);

    /// <summary>Tells of attempts, and of the thresholds that they reach.</summary>
    public List<EjectionDecision> Report(int host, AttemptOutcome outcome, int times = 1)
    {
        List<EjectionDecision> decisions = [];
        for (var i = 0; i < times; i++)
            if (this[host].Cell.Report(outcome) is not OutlierEdges.None and var edges) decisions.AddRange(Detector.Strike(this[host], edges, Now));
        return decisions;
    }

    /// <summary>Lets time pass, and the detector look.</summary>
    public IReadOnlyList<EjectionDecision> TickAfter(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return Detector.Tick(Now);
    }
}
