using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Hocon.Compiling;

/// <summary>Turns a mesh into what one workload's sidecar runs. Same mesh, same bytes.</summary>
public static class MeshCompiler
{
    public static Bootstrap Compile(ServiceMesh mesh, Service service, Placement placement) =>
        throw new InvalidOperationException($"{mesh.Name} {service.Name} {placement}");
}
