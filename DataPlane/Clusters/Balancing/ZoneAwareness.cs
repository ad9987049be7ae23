namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>Keeps requests in the caller's own zone as far as the zones' capacities allow.</summary>
/// <param name="Here">The zone of this proxy.</param>
/// <param name="Callers">How many healthy proxies like this one (the local cluster) stand in each zone.</param>
/// <remarks>
/// Applies to the healthy hosts of priority 0 where localities are not weighted, for round robin, least request and random.
/// Source: envoy.config.cluster.v3.Cluster.CommonLbConfig.ZoneAwareLbConfig.
/// </remarks>
public sealed record ZoneAwareness(Locality Here, IReadOnlyDictionary<Locality, int> Callers)
{
    /// <summary>With fewer healthy hosts than this, zones are ignored: a small cluster would be too uneven.</summary>
    public int ClusterSizeMin { get; init; } = 6;

    /// <summary>Percent of requests to which this applies, 0..100.</summary>
    public int RoutingEnabledPercent { get; init; } = 100;
}
