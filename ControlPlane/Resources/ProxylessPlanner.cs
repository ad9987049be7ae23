using System.Globalization;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using Google.Protobuf.WellKnownTypes;
using Endpoint = ActorMesh.Hocon.Mesh.Endpoint;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>
/// Compiles what gRPC clients without a proxy get: for each service a listener by its name, alone and with its port, which is what
/// <c>xds:///orders</c> and <c>xds:///orders:8081</c> ask for. Policies are those of any caller, as far as gRPC knows them.
/// </summary>
internal static class ProxylessPlanner
{
    /// <summary>No service can be called so.</summary>
    public const string Owner = "_";

    private static readonly VersionedResource Nobody = VersionedResource.Of(
        ProxylessClusters.Nobody, new ClusterLoadAssignment { ClusterName = ProxylessClusters.Nobody });

    public static WorkloadPlan Plan(ServiceMesh mesh, Func<Service, IReadOnlyList<Endpoint>> replicas, ResourceMemory memory)
    {
        var compiled = Compiled(mesh, replicas);
        var clusters = new ProxylessClusters();
        var callees = compiled.Callees.Select(callee => callee.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var cluster in compiled.Bootstrap.StaticResources.Clusters.Where(cluster => callees.Contains(cluster.Name))) clusters.Add(cluster);
        var routes = new ProxylessRoutes(clusters);
        var ways = compiled.Bootstrap.StaticResources.Listeners.ToDictionary(listener => listener.Name, StringComparer.Ordinal);
        var tables = mesh.Services.Select(service => Table(service, routes, ways[$"outbound/{service.Name}"])).ToList();
        var shapes = compiled.Callees.Select(cluster => (Cluster: cluster, Shape: cluster.Shape(replicas(cluster.Callee)))).ToList();
        return new WorkloadPlan(
            memory.Keep(Owner, ResourceTypes.Cluster, clusters.All.Select(cluster => VersionedResource.Of(cluster.Name, cluster))),
            memory.Keep(Owner, ResourceTypes.Listener, mesh.Services.SelectMany(Names, Listener)),
            memory.Keep(Owner, ResourceTypes.Route, tables.Select(table => VersionedResource.Of(table.Name, table))),
            shapes,
            [.. shapes.Where(known => known.Shape.IsByAddress).Select(known => known.Cluster)])
        {
            Fixed = [Nobody],
        };
    }

    // Compiled as one more workload, which calls everybody.
    private static CompiledWorkload Compiled(ServiceMesh mesh, Func<Service, IReadOnlyList<Endpoint>> replicas)
    {
        var client = mesh.Services[0] with
        {
            Name = Owner,
            Calls = [.. mesh.Services.Select(service => new Call(service.Span, service.Name))],
            Exposure = null,
            Run = null,
            Versions = [],
            Routes = [],
            Policies = mesh.Defaults,
        };
        return MeshCompiler.CompileWorkload(mesh, client, new ProxylessPlacement(mesh, replicas));
    }

    private static IEnumerable<string> Names(Service service) =>
        [service.Name, string.Create(CultureInfo.InvariantCulture, $"{service.Name}:{service.Port.Value}")];

    private static VersionedResource Listener(Service service, string name)
    {
        var manager = new HttpConnectionManager
        {
            StatPrefix = service.Name,
            Rds = new Rds { ConfigSource = BootstrapSplit.SameStream(), RouteConfigName = service.Name },
            HttpFilters = { new HttpFilter { Name = "envoy.filters.http.router", TypedConfig = Any.Pack(new Router()) } },
        };
        return VersionedResource.Of(name, new Listener { Name = name, ApiListener = new ApiListener { ApiListener_ = Any.Pack(manager) } });
    }

    private static RouteConfiguration Table(Service service, ProxylessRoutes routes, Listener way)
    {
        var host = new VirtualHost { Name = service.Name, Domains = { Names(service).Append("*") } };
        var filter = way.FilterChains[0].Filters[^1].TypedConfig;
        if (filter.TryUnpack(out TcpProxy proxy)) host.Routes.Add(routes.Everything(service.Name, Targets(proxy)));
        else host.Routes.AddRange(routes.Of(filter.Unpack<HttpConnectionManager>().RouteConfig.VirtualHosts[0].Routes));
        return new RouteConfiguration { Name = service.Name, VirtualHosts = { host } };
    }

    private static IEnumerable<(string, uint)> Targets(TcpProxy proxy) => proxy.ClusterSpecifierCase == TcpProxy.ClusterSpecifierOneofCase.WeightedClusters
        ? proxy.WeightedClusters.Clusters.Select(part => (part.Name, part.Weight))
        : [(proxy.Cluster, 1)];
}
