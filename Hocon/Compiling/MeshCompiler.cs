using ActorMesh.Runtime.Contracts;
using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Compiling.Listeners;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling;

/// <summary>
/// Turns a mesh into what one workload's sidecar runs. Same mesh, same bytes. What the data plane cannot run yet is compiled all the same;
/// <see cref="Running.RunnableToday"/> takes it out again and tells.
/// </summary>
public static class MeshCompiler
{
    /// <returns>A whole bootstrap. Calls to services that the mesh does not have are left out.</returns>
    /// <exception cref="PlacementException">The workload's ports collide or do not fit.</exception>
    public static Bootstrap Compile(ServiceMesh mesh, Service service, Placement placement) => CompileWorkload(mesh, service, placement).Bootstrap;

    /// <summary>As <see cref="Compile"/>, for whoever compiles endpoints anew when they change.</summary>
    /// <param name="service">Of <paramref name="mesh"/>, or one beside it that calls some of its services.</param>
    /// <exception cref="PlacementException">The workload's ports collide or do not fit.</exception>
    public static CompiledWorkload CompileWorkload(ServiceMesh mesh, Service service, Placement placement)
    {
        var clusters = new ClusterBook(mesh, placement);
        var place = placement.Of(service);
        var workload = new Workload(mesh, service, place, placement, clusters);
        var resources = new Bootstrap.Types.StaticResources();
        resources.Listeners.Add(InboundCompiler.Compile(workload));
        if (IngressCompiler.Compile(workload) is { } ingress) resources.Listeners.Add(ingress);
        resources.Listeners.AddRange(OutboundCompiler.Compile(workload));
        resources.Clusters.AddRange(clusters.All());
        var bootstrap = new Bootstrap
        {
            Node = NodeOf(mesh, service),
            StaticResources = resources,
            Admin = new Admin { Address = Addresses.Of(place.Admin) },
        };
        return new CompiledWorkload(bootstrap, clusters.Callees());
    }

    private static Node NodeOf(ServiceMesh mesh, Service service)
    {
        var about = new Struct();
        about.Fields["mesh"] = Value.ForString(mesh.Name.Value);
        var tracing = new Struct();
        tracing.Fields["propagate"] = MetadataText.Words(service.Policies.Tracing.Propagate.Value);
        about.Fields[MeshMetadata.Tracing] = Value.ForStruct(tracing);
        return new Node { Id = service.Name, Cluster = service.Name, Metadata = about };
    }
}
