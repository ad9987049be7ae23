using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>What a workload gets apart from endpoints. Holds as long as its callees have replicas of the same shape. Immutable.</summary>
/// <param name="Shapes">What it was compiled with, for each cluster that leads to a service.</param>
/// <param name="EndpointsApart">Those of them whose endpoints are delivered by themselves.</param>
internal sealed record WorkloadPlan(
    ResourceSet Clusters,
    ResourceSet Listeners,
    ResourceSet Routes,
    IReadOnlyList<(CalleeCluster Cluster, EndpointShape Shape)> Shapes,
    IReadOnlyList<CalleeCluster> EndpointsApart)
{
    /// <summary>Endpoints that never change.</summary>
    public IReadOnlyList<VersionedResource> Fixed { get; init; } = [];

    public bool HoldsFor(Func<Service, IReadOnlyList<Endpoint>> replicas) =>
        Shapes.All(known => known.Cluster.Shape(replicas(known.Cluster.Callee)) == known.Shape);
}
