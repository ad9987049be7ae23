using System.Net;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>Of a client without a proxy, which listens nowhere: only where its callees are is of any use.</summary>
internal sealed class ProxylessPlacement(ServiceMesh mesh, Func<Service, IReadOnlyList<Endpoint>> replicas) : Placement
{
    private static readonly IPEndPoint Nowhere = new(IPAddress.Loopback, 1);

    public override WorkloadPlacement Of(Service service) => new(
        Nowhere, new DnsEndPoint(IPAddress.Loopback.ToString(), 1), Nowhere, Ingress: null, SharedOutbound: null,
        [.. mesh.CalleesOf(service).Select(callee => (callee.Name, Nowhere))]);

    public override IReadOnlyList<Endpoint> EndpointsOf(Service service) => replicas(service);
}
