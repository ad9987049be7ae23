using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>Any endpoint, each equally likely. Weights are ignored, as the xDS v3 API has it for RANDOM.</summary>
internal sealed class UniformRandom(EndpointCell[] hosts) : Balancer(hosts)
{
    public override int Choose(in PickContext context, int attempt) => context.Draws.Below(Hosts.Length);
}
