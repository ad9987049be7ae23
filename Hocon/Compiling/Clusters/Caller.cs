using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>As whom a workload sends requests.</summary>
/// <param name="Name">What its certificate says, but for ingress.</param>
/// <param name="IsIngress">For clients outside the mesh: from the callee's own sidecars, by their certificate.</param>
internal readonly record struct Caller(string Name, bool IsIngress)
{
    public static Caller Ingress { get; } = new(Callers.Ingress, IsIngress: true);

    public static Caller Of(Service service) => new(service.Name, IsIngress: false);
}
