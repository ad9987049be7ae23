using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Lab.Measuring;
using ActorMesh.Runtime.Time;

namespace ActorMesh.Lab.Running;

/// <summary>Outlier detection of one cluster: the detector of the data plane, driven by virtual time.</summary>
internal sealed class SimulatedEjection
{
    private readonly SimulatedCluster _cluster;
    private readonly IReadOnlyList<SimulatedEndpoint> _endpoints;
    private readonly EventQueue _queue;
    private readonly Recorder _record;
    private readonly OutlierDetector _detector;

    public SimulatedEjection(SimulatedCluster cluster, IReadOnlyList<SimulatedEndpoint> endpoints, EventQueue queue, FastRandom random, Recorder record)
    {
        (_cluster, _endpoints, _queue, _record) = (cluster, endpoints, queue, record);
        _detector = new OutlierDetector(cluster.Upstream.Outliers, random.NextFraction);
        _detector.Change(cluster.Upstream.Settings.Outlier);
        foreach (var endpoint in endpoints) _detector.Add(endpoint.Host);
    }

    public void Start()
    {
        if (_detector.Settings is { } settings) _queue.After(settings.Interval, Tick);
    }

    public void Report(SimulatedEndpoint endpoint, in AttemptOutcome outcome)
    {
        if (_detector.Settings is not null && endpoint.Host.Cell.Report(outcome) is not OutlierEdges.None and var edges)
            Carry(_detector.Strike(endpoint.Host, edges, _queue.Now));
    }

    /// <summary>It passed a health check.</summary>
    public void PassCheck(SimulatedEndpoint endpoint) => Carry(_detector.PassCheck(endpoint.Host));

    private void Tick()
    {
        Carry(_detector.Tick(_queue.Now));
        _queue.After(_detector.Settings!.Interval, Tick);
    }

    private void Carry(IReadOnlyList<EjectionDecision> decisions)
    {
        foreach (var decision in decisions)
        {
            if (decision.Verdict is not (EjectionVerdict.Ejected or EjectionVerdict.Returned)) continue;
            var isOut = decision.Verdict == EjectionVerdict.Ejected;
            var service = _endpoints[0].Replica.Service;
            var text = isOut ? $"{_cluster.Caller} ejects {decision.Host.Name} for {decision.Duration.TotalSeconds:0.#} s: {decision.Why}" : $"{_cluster.Caller} takes {decision.Host.Name} back: {decision.Why}";
            _record.Changed(LogKind.Ejection, service, _cluster.Caller, decision.Host.Name, isOut ? LogState.Ejected : LogState.Returned, text);
        }
        if (decisions.Any(decision => decision.Verdict is EjectionVerdict.Ejected or EjectionVerdict.Returned)) _cluster.Publish();
    }
}
