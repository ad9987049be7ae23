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
/// Compiles what gRPC clients without a proxy get: for each service that they call a listener by its name, alone and with its port, which is what
/// <c>xds:///orders</c> and <c>xds:///orders:8081</c> ask for. Policies are those of any caller, as far as gRPC knows them.
/// </summary>
internal static class ProxylessPlanner
{
    /// <summary>No service is called like one of these.</summary>
    private const string Owners = "_";

    private static readonly VersionedResource Nobody = VersionedResource.Of(
        ProxylessClusters.Nobody, new ClusterLoadAssignment { ClusterName = ProxylessClusters.Nobody });

    /// <param name="service">Who calls; null for anybody, who calls all.</param>
    /// <returns>What the sets of resources are kept under.</returns>
    public static string OwnerOf(string? service) => $"{Owners}{service}";

    /// <returns>Whether <see cref="OwnerOf"/> gives it, for anybody or for one of these.</returns>
    public static bool IsOwner(string owner, IReadOnlySet<string> services) => owner == Owners || (owner.StartsWith(Owners, StringComparison.Ordinal) && services.Contains(owner[Owners.Length..]));

    /// <param name="service">Who calls; null for anybody, who calls all.</param>
    public static WorkloadPlan Plan(ServiceMesh mesh, Service? service, Func<Service, IReadOnlyList<Endpoint>> replicas, ResourceMemory memory)
    {
        var (called, owner) = (service is null ? mesh.Services : mesh.CalleesOf(service), OwnerOf(service?.Name));
        var compiled = Compiled(mesh, called, replicas);
        var clusters = new ProxylessClusters();
        // Copies are a proxy's: where they go is not told.
        var names = called.Select(callee => callee.Name).ToHashSet(StringComparer.Ordinal);
        var ways = compiled.Callees.Where(cluster => names.Contains(cluster.Callee.Name)).ToList();
        var callees = ways.Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var cluster in compiled.Bootstrap.StaticResources.Clusters.Where(cluster => callees.Contains(cluster.Name))) clusters.Add(cluster);
        var routes = new ProxylessRoutes(clusters);
        var listeners = compiled.Bootstrap.StaticResources.Listeners.ToDictionary(listener => listener.Name, StringComparer.Ordinal);
        var tables = called.Select(callee => Table(callee, routes, listeners[$"outbound/{callee.Name}"])).ToList();
        var shapes = ways.Select(cluster => (Cluster: cluster, Shape: cluster.Shape(replicas(cluster.Callee)))).ToList();
        return new WorkloadPlan(
            memory.Keep(owner, ResourceTypes.Cluster, clusters.All.Select(cluster => VersionedResource.Of(cluster.Name, cluster))),
            memory.Keep(owner, ResourceTypes.Listener, called.SelectMany(Names, Listener)),
            memory.Keep(owner, ResourceTypes.Route, tables.Select(table => VersionedResource.Of(table.Name, table))),
            shapes,
            [.. shapes.Where(known => known.Shape.IsByAddress).Select(known => known.Cluster)])
        {
            Fixed = [Nobody],
        };
    }

    // Compiled as one more workload.
    private static CompiledWorkload Compiled(ServiceMesh mesh, IReadOnlyList<Service> called, Func<Service, IReadOnlyList<Endpoint>> replicas)
    {
        var client = mesh.Services[0] with
        {
            Name = Owners,
            Calls = [.. called.Select(service => new Call(service.Span, service.Name))],
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
