using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>Chooses among a fixed, non-empty set of endpoints. Any number of threads may ask at once.</summary>
internal abstract class Balancer(EndpointCell[] hosts)
{
    public EndpointCell[] Hosts { get; } = hosts;

    /// <param name="context">The request that needs an endpoint.</param>
    /// <param name="attempt">
    /// 0 at first; grows when the answer before it could not be used. Only hashing policies need it to move on.
    /// </param>
    /// <returns>Index into <see cref="Hosts"/>.</returns>
    public abstract int Choose(in PickContext context, int attempt);
}
