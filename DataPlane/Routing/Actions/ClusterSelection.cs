using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>How a route finds the cluster of a request.</summary>
internal abstract class ClusterSelection
{
    public abstract ClusterChoice Select(RequestHead head, ExchangeFacts facts, ulong random);
}
