using ActorMesh.ControlPlane.Registry;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>One revision of the mesh with one set of endpoints. What a workload gets is compiled when first asked for. Thread-safe.</summary>
internal sealed class MeshGeneration
{
    private readonly PlacedMesh _mesh;
    private readonly long _epoch;
    private readonly long _version;
    private readonly EndpointSet _endpoints;
    private readonly Action<string> _warn;
    private readonly OnDemand<WorkloadResources?>[] _workloads;
    private readonly OnDemand<WorkloadResources?>[] _proxyless;

    /// <param name="last">Gives what the service had before, for when it cannot be compiled.</param>
    public MeshGeneration(PlacedMesh mesh, long epoch, long version, EndpointSet endpoints, Action<string> warn, MeshGeneration? last)
    {
        (_mesh, _epoch, _version, _endpoints, _warn) = (mesh, epoch, version, endpoints, warn);
        _workloads = new OnDemand<WorkloadResources?>[mesh.Services.Count];
        for (var place = 0; place < _workloads.Length; place++) _workloads[place] = Workload(place, last?.Made(mesh.Services[place].Name));
        _proxyless = [.. mesh.Services.Select(Proxyless), Proxyless(null)];
    }

    private MeshGeneration(MeshGeneration before, EndpointSet endpoints)
    {
        (_mesh, _epoch, _version, _endpoints, _warn) = (before._mesh, before._epoch, before._version, endpoints, before._warn);
        (_workloads, _proxyless) = ([.. before._workloads], [.. before._proxyless]);
        foreach (var place in endpoints.ChangedSince(before._endpoints).SelectMany(_mesh.DependentsOf).Distinct())
            (_workloads[place], _proxyless[place]) = (Workload(place, before._workloads[place].IfMade), Proxyless(_mesh.Services[place]));
        _proxyless[^1] = Proxyless(null);
    }

    public PlacedMesh Mesh => _mesh;

    public bool Is(PlacedMesh mesh, long epoch, long version) => ReferenceEquals(mesh, _mesh) && epoch == _epoch && version == _version;

    /// <summary>The same revision with other endpoints. Who does not depend on what changed keeps what it has.</summary>
    public MeshGeneration With(EndpointSet endpoints) => ReferenceEquals(endpoints, _endpoints) ? this : new MeshGeneration(this, endpoints);

    /// <returns>Null when there is no such service.</returns>
    public Task<WorkloadResources?> Of(ProxyIdentity proxy) =>
        PlaceOf(proxy) is >= 0 and var place ? (proxy.IsProxyless ? _proxyless : _workloads)[place].Get() : MeshResources.Nothing;

    /// <returns>Version of the mesh that the proxy is to run; 0 when there is no such service.</returns>
    public long VersionOf(ProxyIdentity proxy) => PlaceOf(proxy) >= 0 ? _version : 0;

    private int PlaceOf(ProxyIdentity proxy) => proxy.IsProxyless && !_mesh.HasIdentities ? _workloads.Length : _mesh.PlaceOf(proxy.Service);

    private WorkloadResources? Made(string service)
    {
        var place = _mesh.PlaceOf(service);
        return place < 0 ? null : _workloads[place].IfMade;
    }

    private OnDemand<WorkloadResources?> Proxyless(Service? service) => new(() => _mesh.CompileProxyless(service, _endpoints, _epoch, _version));

    private OnDemand<WorkloadResources?> Workload(int place, WorkloadResources? before) => new(() =>
    {
        var service = _mesh.Services[place];
        try
        {
            return _mesh.Compile(service, _endpoints, _epoch, _version);
        }
        catch (PlacementException e)
        {
            _warn($"version {_version} of the mesh cannot be run by {service.Name}, which keeps what it has: {e.Message}");
            return before;
        }
    });
}
