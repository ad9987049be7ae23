using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Running;

/// <summary>All replicas of a scenario with their sidecars.</summary>
internal sealed class SimulatedMesh
{
    private readonly Dictionary<string, SimulatedReplica[]> _byService;
    private readonly ScenarioVariant _variant;

    /// <exception cref="PlacementException">The ports of the file collide.</exception>
    /// <exception cref="DataPlane.Configuration.ResourceException">The data plane cannot run the mesh.</exception>
    public SimulatedMesh(ScenarioVariant variant, EventQueue queue, SeedTree seeds, Recorder record)
    {
        _variant = variant;
        var placement = Placement.AsWritten(variant.Mesh);
        var byAddress = new Dictionary<(string, int), SimulatedReplica>();
        _byService = variant.Mesh.Services.ToDictionary(service => service.Name, service => Replicas(service, placement, byAddress, queue, seeds), StringComparer.Ordinal);
        var request = SimulatedSidecar.RequestOf(variant.Load.Method, variant.Load.Path);
        foreach (var service in variant.Mesh.Services)
        {
            var compiled = CompiledSidecar.Of(variant.Mesh, service, placement);
            foreach (var replica in _byService[service.Name])
            {
                var clusters = compiled.Clusters.ToDictionary(
                    cluster => cluster.Key,
                    cluster => new SimulatedCluster(replica.Name, cluster.Value, source => byAddress[(source.Host, source.Port)], queue, seeds, variant.Network, record),
                    StringComparer.Ordinal);
                replica.Sidecar = new SimulatedSidecar(compiled, clusters, request, queue, seeds.Random($"sidecar {replica.Name}"), variant.Network, record);
            }
        }
    }

    public IReadOnlyList<SimulatedReplica> ReplicasOf(string service) => _byService[service];

    public IEnumerable<SimulatedReplica> All => _variant.Mesh.Services.SelectMany(service => _byService[service.Name]);

    private SimulatedReplica[] Replicas(
        Service service, Placement placement, Dictionary<(string, int), SimulatedReplica> byAddress, EventQueue queue, SeedTree seeds)
    {
        var model = _variant.Workloads.GetValueOrDefault(service.Name) ?? WorkloadModel.Usual;
        var callees = _variant.Mesh.CalleesOf(service).Select(callee => callee.Name).ToList();
        var replicas = new List<SimulatedReplica>();
        foreach (var endpoint in placement.EndpointsOf(service))
        {
            if (byAddress.ContainsKey((endpoint.Host, endpoint.Port))) continue;
            var replica = new SimulatedReplica(service.Name, replicas.Count + 1, callees, model, queue, seeds.Random($"replica {service.Name}-{replicas.Count + 1}"));
            byAddress[(endpoint.Host, endpoint.Port)] = replica;
            replicas.Add(replica);
        }
        return [.. replicas];
    }
}
