using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Lab.Measuring;
using ActorMesh.Runtime.Time;

namespace ActorMesh.Lab.Running;

/// <summary>One callee as one sidecar knows it: the cluster of the data plane, with replicas of the lab behind its endpoints.</summary>
internal sealed class SimulatedCluster
{
    /// <summary>How often the share of one that warms up grows.</summary>
    private static readonly TimeSpan WarmingStep = TimeSpan.FromSeconds(1);

    private readonly Dictionary<EndpointCell, SimulatedEndpoint> _endpoints = [];
    private readonly FastRandom _random;
    private readonly Recorder _record;
    private readonly SimulatedEjection _ejection;
    private readonly EventQueue _queue;
    private ScheduledEvent? _warming;
    private int _probes;

    /// <param name="caller">The replica whose sidecar it is.</param>
    /// <param name="find">The replica at an address.</param>
    /// <param name="network">To it, one way.</param>
    public SimulatedCluster(
        string caller, ClusterSettings settings, Func<ClusterSource, SimulatedReplica> find, EventQueue queue, SeedTree seeds, TimeSpan network, Recorder record)
    {
        var name = $"{caller}>{settings.Name}";
        (Caller, _random, _record, _queue) = (caller, seeds.Random($"cluster {name}"), record, queue);
        Upstream = new UpstreamCluster(settings, queue);
        foreach (var source in settings.Sources)
        {
            var endpoint = new SimulatedEndpoint(source, find(source));
            _endpoints[endpoint.Cell] = endpoint;
        }
        _ejection = new SimulatedEjection(this, [.. _endpoints.Values], queue, seeds.Random($"ejection {name}"), record);
        if (settings.Breaker is { } breaker)
        {
            Upstream.Breaker = new BreakerGate(breaker, queue, seeds.Seed($"breaker {name}"));
            Upstream.Breaker.Watch(OnBreaker);
        }
        Publish();
        _ejection.Start();
        if (settings.HealthCheck is { } check)
            new SimulatedHealthChecks(this, check, queue, seeds.Random($"health {name}"), network, record, _ejection.PassCheck).Start(_endpoints.Values);
    }

    /// <summary>The replica whose sidecar it is.</summary>
    public string Caller { get; }

    public UpstreamCluster Upstream { get; }

    public SimulatedReplica ReplicaOf(EndpointCell endpoint) => _endpoints[endpoint].Replica;

    /// <summary>An attempt is sent.</summary>
    public void Sent(string callee)
    {
        if (Upstream.Breaker is { View.State: BreakerState.HalfOpen }) _record.Probed(callee, ++_probes);
    }

    /// <summary>An attempt has ended, and what it held has been told.</summary>
    public void Reported(EndpointCell endpoint, in AttemptOutcome outcome) => _ejection.Report(_endpoints[endpoint], outcome);

    /// <summary>Somebody has come in or gone out.</summary>
    public void Publish()
    {
        var balancing = Upstream.Settings.Balancing;
        var members = _endpoints.Values.Select(endpoint => endpoint.AsMember(balancing.SlowStart, _queue.Now));
        Upstream.Publish(ClusterView.Build(balancing, [.. members], _random, Upstream.Settings.LocalityWeights));
        if (_warming is { IsWaiting: true } || !_endpoints.Values.Any(endpoint => endpoint.IsWarming)) return;
        _warming = _queue.After(WarmingStep, Publish);
    }

    private void OnBreaker()
    {
        var last = Upstream.Breaker!.History[^1];
        if (last.To.State == BreakerState.HalfOpen) _probes = 0;
        var state = last.To.State switch { BreakerState.Open => LogState.Open, BreakerState.HalfOpen => LogState.HalfOpen, _ => LogState.Closed };
        _record.Changed(LogKind.Breaker, _endpoints.Values.First().Replica.Service, Caller, Upstream.Name, state, $"breaker of {Caller} for {Upstream.Name} is {state}: {last.To.Cause}");
    }
}
