using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Always the same cluster.</summary>
internal sealed class FixedCluster(ClusterReference cluster) : ClusterSelection
{
    public override ClusterChoice Select(RequestHead head, ExchangeFacts facts, ulong random) => new(cluster, null);
}
