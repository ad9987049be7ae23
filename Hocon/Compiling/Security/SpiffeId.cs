using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>Names of workloads, and of the secrets that prove them: <c>spiffe://shop.local/orders</c>; the trust bundle is the domain alone.</summary>
public static class SpiffeId
{
    public static string Of(ServiceMesh mesh, string workload) => $"{Domain(mesh)}/{workload}";

    public static string Domain(ServiceMesh mesh) => $"spiffe://{mesh.TrustDomain.Value}";
}
