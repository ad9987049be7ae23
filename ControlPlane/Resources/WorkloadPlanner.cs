using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>Compiles what one sidecar gets apart from endpoints.</summary>
internal static class WorkloadPlanner
{
    /// <exception cref="PlacementException">The workload's ports collide or do not fit.</exception>
    public static WorkloadPlan Plan(
        ServiceMesh mesh, Service service, Placement placement, Func<Service, IReadOnlyList<Endpoint>> replicas, ResourceMemory memory)
    {
        var compiled = MeshCompiler.CompileWorkload(mesh, service, new RegisteredPlacement(placement, replicas));
        var runnable = RunnableToday.Of(compiled.Bootstrap).Bootstrap;
        var shapes = compiled.Callees.Select(cluster => (Cluster: cluster, Shape: cluster.Shape(replicas(cluster.Callee)))).ToList();
        var apart = shapes.Where(known => known.Shape.IsByAddress).Select(known => known.Cluster).ToList();
        var split = BootstrapSplit.Of(runnable, apart.Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal));
        return new WorkloadPlan(
            memory.Keep(service.Name, ResourceTypes.Cluster, split.Clusters.Select(cluster => VersionedResource.Of(cluster.Name, cluster))),
            memory.Keep(service.Name, ResourceTypes.Listener, split.Listeners.Select(listener => VersionedResource.Of(listener.Name, listener))),
            memory.Keep(service.Name, ResourceTypes.Route, split.Routes.Select(table => VersionedResource.Of(table.Name, table))),
            shapes,
            apart);
    }
}
