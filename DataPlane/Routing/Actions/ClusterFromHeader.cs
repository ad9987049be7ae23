using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>The cluster that a request header names; only its first value counts, since it is not trusted.</summary>
internal sealed class ClusterFromHeader(HeaderSource header, ClusterReferences clusters) : ClusterSelection
{
    public override ClusterChoice Select(RequestHead head, ExchangeFacts facts, ulong random) =>
        header.TryGetFirst(head, facts, out var name) && !name.IsEmpty ? new ClusterChoice(clusters.Find(name), null) : default;
}
