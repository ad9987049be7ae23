using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>
/// What gRPC asks of endpoints beyond what Envoy does: every locality is named and weighs something. Proxies that do not weigh localities are
/// not touched by it, since a locality weighs as much as its endpoints together.
/// </summary>
internal static class EndpointRules
{
    public static ClusterLoadAssignment Complete(ClusterLoadAssignment assignment)
    {
        foreach (var locality in assignment.Endpoints)
        {
            locality.Locality ??= new Locality();
            locality.LoadBalancingWeight ??= (uint)locality.LbEndpoints.Sum(endpoint => endpoint.LoadBalancingWeight ?? 1);
        }
        return assignment;
    }
}
