using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>A placement in which replicas are also where they registered.</summary>
internal sealed class RegisteredPlacement(Placement placement, Func<Service, IReadOnlyList<Endpoint>> replicas) : Placement
{
    public override WorkloadPlacement Of(Service service) => placement.Of(service);

    public override IReadOnlyList<Endpoint> EndpointsOf(Service service) => replicas(service);
}
