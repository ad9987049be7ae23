using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Routing;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Lab.Running;

/// <summary>What the sidecars of one service run: the mesh compiled to resources, and those by the data plane to policies, as in production.</summary>
/// <param name="Inbound">Routes on the way in.</param>
/// <param name="Outbound">Routes by callee.</param>
/// <param name="Clusters">On the way out, by name.</param>
internal sealed record CompiledSidecar(
    RouteTable Inbound, IReadOnlyDictionary<string, RouteTable> Outbound, IReadOnlyDictionary<string, ClusterSettings> Clusters)
{
    private const string InboundName = "inbound", OutboundPrefix = "outbound/", App = "app";

    /// <exception cref="PlacementException">The ports of the file collide.</exception>
    /// <exception cref="ResourceException">The data plane cannot run it.</exception>
    public static CompiledSidecar Of(ServiceMesh mesh, Service service, Placement placement)
    {
        var snapshot = Snapshot.Compile(RunnableToday.Of(MeshCompiler.Compile(mesh, service, placement)).Bootstrap);
        var tables = snapshot.Listeners.Values.Where(one => one.Plan.Chains[0].Http is not null)
            .ToDictionary(one => one.Resource.Name, one => one.Plan.Chains[0].Http!.Routes, StringComparer.Ordinal);
        return new CompiledSidecar(
            tables[InboundName],
            tables.Where(table => table.Key.StartsWith(OutboundPrefix, StringComparison.Ordinal)).ToDictionary(table => table.Key[OutboundPrefix.Length..], table => table.Value, StringComparer.Ordinal),
            snapshot.Clusters.Where(cluster => cluster.Key != App).ToDictionary(cluster => cluster.Key, cluster => cluster.Value.Settings, StringComparer.Ordinal));
    }
}
