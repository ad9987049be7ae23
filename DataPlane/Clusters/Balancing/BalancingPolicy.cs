namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>
/// How an endpoint is chosen once priority and locality are settled. Names are those of envoy.config.cluster.v3.Cluster.LbPolicy.
/// </summary>
public enum BalancingPolicy
{
    /// <summary>Each in turn, in proportion to weight.</summary>
    RoundRobin,
    /// <summary>The one with fewer requests in flight, of a few drawn.</summary>
    LeastRequest,
    /// <summary>Uniformly at random; weights are ignored.</summary>
    Random,
    /// <summary>By the request's hash on a ketama ring: the fewest keys move when a host leaves.</summary>
    RingHash,
    /// <summary>By the request's hash in a Maglev table: evener and faster than the ring, moves about twice as many keys.</summary>
    Maglev,
}
