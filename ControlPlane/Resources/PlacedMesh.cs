using System.Collections.Concurrent;
using System.Collections.Frozen;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>A mesh and where it runs, with all that was compiled of it so far. Each part is compiled when first asked for. Thread-safe.</summary>
internal sealed class PlacedMesh
{
    private readonly ServiceMesh _mesh;
    private readonly Placement _placement;
    private readonly ResourceMemory _memory;
    private readonly FrozenDictionary<string, int> _places;
    private readonly Dependents _dependents;
    private readonly ConcurrentDictionary<string, IReadOnlyList<Endpoint>> _written = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (IReadOnlyList<RegisteredEndpoint> From, IReadOnlyList<Endpoint> Replicas)> _replicas = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (IReadOnlyList<Endpoint> From, VersionedResource Resource)> _assignments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WorkloadPlan> _plans = new(StringComparer.Ordinal);

    public PlacedMesh(ServiceMesh mesh, Placement placement, ResourceMemory memory)
    {
        (_mesh, _placement, _memory) = (mesh, placement, memory);
        _places = mesh.Services.Select((service, place) => (service.Name, Place: place)).ToFrozenDictionary(entry => entry.Name, entry => entry.Place, StringComparer.Ordinal);
        _dependents = new Dependents(mesh);
    }

    /// <summary>Whoever asks proves of which service it is. Else a client without a proxy may be of any.</summary>
    public bool HasIdentities { get; init; }

    public IReadOnlyList<Service> Services => _mesh.Services;

    /// <summary>Paths of the SPIFFE ids of all workloads, ingress with them.</summary>
    public IEnumerable<string> Workloads => _mesh.Services.Select(service => service.Name).Append(Callers.Ingress).Select(name => SpiffeId.WorkloadPath(_mesh.Namespace.Value, name));

    /// <returns>Where the service stands among <see cref="Services"/>; -1 when it does not.</returns>
    public int PlaceOf(string service) => _places.TryGetValue(service, out var place) ? place : -1;

    /// <returns>Places of those whose endpoints change with those of the service.</returns>
    public IReadOnlyList<int> DependentsOf(string service) => _dependents.Of(service);

    /// <exception cref="PlacementException">The workload's ports collide or do not fit.</exception>
    public WorkloadResources Compile(Service service, EndpointSet endpoints, long epoch, long version)
    {
        var replicas = ReplicasIn(endpoints);
        if (!_plans.TryGetValue(service.Name, out var plan) || !plan.HoldsFor(replicas))
            _plans[service.Name] = plan = WorkloadPlanner.Plan(_mesh, service, _placement, replicas, _memory);
        return Complete(service.Name, plan, replicas, epoch, version);
    }

    /// <summary>What clients without a proxy get: the services that they call.</summary>
    /// <param name="service">Of the clients; null for all services of the mesh.</param>
    public WorkloadResources CompileProxyless(Service? service, EndpointSet endpoints, long epoch, long version)
    {
        var (replicas, owner) = (ReplicasIn(endpoints), ProxylessPlanner.OwnerOf(service?.Name));
        if (!_plans.TryGetValue(owner, out var plan) || !plan.HoldsFor(replicas))
            _plans[owner] = plan = ProxylessPlanner.Plan(_mesh, service, replicas, _memory);
        return Complete(owner, plan, replicas, epoch, version);
    }

    private WorkloadResources Complete(string owner, WorkloadPlan plan, Func<Service, IReadOnlyList<Endpoint>> replicas, long epoch, long version)
    {
        var endpoints = _memory.Keep(
            owner, ResourceTypes.Endpoints, plan.EndpointsApart.Select(cluster => Assignment(cluster, replicas(cluster.Callee))).Concat(plan.Fixed));
        return new WorkloadResources(epoch, version, plan.Clusters, endpoints, plan.Listeners, plan.Routes);
    }

    // A cluster that is called alike has the same endpoints, whoever calls.
    private VersionedResource Assignment(CalleeCluster cluster, IReadOnlyList<Endpoint> replicas)
    {
        if (_assignments.TryGetValue(cluster.Name, out var known) && ReferenceEquals(known.From, replicas)) return known.Resource;
        var made = VersionedResource.Of(cluster.Name, EndpointRules.Complete(cluster.Assign(replicas)));
        _assignments[cluster.Name] = (replicas, made);
        return made;
    }

    private Func<Service, IReadOnlyList<Endpoint>> ReplicasIn(EndpointSet endpoints) => service =>
    {
        var registered = endpoints.Of(service.Name);
        if (_replicas.TryGetValue(service.Name, out var known) && ReferenceEquals(known.From, registered)) return known.Replicas;
        var written = _written.GetOrAdd(service.Name, static (_, place) => place.Placement.EndpointsOf(place.Service), (Placement: _placement, Service: service));
        var replicas = ServiceReplicas.Of(service, written, registered);
        _replicas[service.Name] = (registered, replicas);
        return replicas;
    };
}
