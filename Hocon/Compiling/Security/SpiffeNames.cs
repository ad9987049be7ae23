using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>
/// Names of workloads, and of the secrets that prove them: <c>spiffe://shop.local/ns/default/sa/orders</c>; the trust bundle is the domain alone.
/// </summary>
public static class SpiffeNames
{
    public static string Of(ServiceMesh mesh, string workload) => SpiffeId.ForWorkload(mesh.TrustDomain.Value, mesh.Namespace.Value, workload).ToString();

    public static string Domain(ServiceMesh mesh) => SpiffeId.ForTrustDomain(mesh.TrustDomain.Value).ToString();
}
