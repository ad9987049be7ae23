using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>
/// Names of workloads, and of the secrets that prove them: <c>spiffe://shop.local/ns/default/sa/orders</c>; the trust bundle is the domain alone.
/// </summary>
public static class SpiffeNames
{
    public static string Of(ServiceMesh mesh, string workload) => SpiffeId.ForWorkload(mesh.TrustDomain.Value, mesh.Namespace.Value, workload).ToString();

    /// <summary>Of a caller of <paramref name="callee"/>. The way in from outside is in the callee's own sidecars, so it is the callee's name that it shows.</summary>
    public static string OfCaller(ServiceMesh mesh, string caller, string callee) => Of(mesh, caller == Callers.Ingress ? callee : caller);

    public static string Domain(ServiceMesh mesh) => SpiffeId.ForTrustDomain(mesh.TrustDomain.Value).ToString();
}
