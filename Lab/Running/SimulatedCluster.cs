using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Running;

/// <summary>One callee as one sidecar knows it: the cluster of the data plane, with replicas of the lab behind its endpoints.</summary>
internal sealed class SimulatedCluster
{
    private readonly Dictionary<EndpointCell, SimulatedReplica> _replicas = [];
    private readonly FastRandom _random;

    /// <param name="caller">The replica whose sidecar it is.</param>
    /// <param name="find">The replica at an address.</param>
    public SimulatedCluster(string caller, ClusterSettings settings, Func<ClusterSource, SimulatedReplica> find, EventQueue queue, SeedTree seeds, Recorder record)
    {
        var name = $"{caller}>{settings.Name}";
        (Caller, _random) = (caller, seeds.Random($"cluster {name}"));
        Upstream = new UpstreamCluster(settings, queue);
        foreach (var source in settings.Sources)
        {
            var replica = find(source);
            var cell = new EndpointCell(replica.Name, new DnsEndPoint(source.Host, source.Port), source.HashKey ?? $"{source.Host}:{source.Port}") { Hostname = source.Hostname };
            _replicas[cell] = replica;
        }
        Publish();
    }

    /// <summary>The replica whose sidecar it is.</summary>
    public string Caller { get; }

    public UpstreamCluster Upstream { get; }

    public SimulatedReplica ReplicaOf(EndpointCell endpoint) => _replicas[endpoint];

    /// <summary>An attempt has ended, and all that count have been told.</summary>
    public void Reported(EndpointCell endpoint, in AttemptOutcome outcome)
    {
    }

    private void Publish()
    {
        var members = _replicas.Keys.Zip(Upstream.Settings.Sources, (cell, source) => new ClusterMember(cell, cell.Health)
        {
            Weight = source.Weight, Priority = source.Priority, Locality = source.Locality, Hostname = source.Hostname,
        });
        Upstream.Publish(ClusterView.Build(Upstream.Settings.Balancing, [.. members], _random, Upstream.Settings.LocalityWeights));
    }
}
