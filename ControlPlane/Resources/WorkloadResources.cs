namespace ActorMesh.ControlPlane.Resources;

/// <summary>All that one workload's proxies get: consistent in itself, made from one version of the mesh. Immutable.</summary>
/// <param name="Epoch">Of the leader that published the mesh.</param>
/// <param name="Version">Of the mesh.</param>
public sealed record WorkloadResources(
    long Epoch, long Version, ResourceSet Clusters, ResourceSet Endpoints, ResourceSet Listeners, ResourceSet Routes)
{
    /// <returns>Null for a type that the control plane does not serve.</returns>
    public ResourceSet? Of(string typeUrl) => typeUrl switch
    {
        ResourceTypes.Cluster => Clusters,
        ResourceTypes.Endpoints => Endpoints,
        ResourceTypes.Listener => Listeners,
        ResourceTypes.Route => Routes,
        _ => null,
    };
}
