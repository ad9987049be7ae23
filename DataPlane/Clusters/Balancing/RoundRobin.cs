using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>Each endpoint in its turn, in proportion to weight.</summary>
/// <remarks>
/// Turns are counted over all streams of the process, so that shares are exact even if each connection carries one request.
/// </remarks>
internal sealed class RoundRobin(EndpointCell[] hosts, WeightedTurns turns) : Balancer(hosts)
{
    public override int Choose(in PickContext context, int attempt) => turns.Next();
}
