namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>A share of a cluster's requests that is refused on purpose, before any endpoint is chosen.</summary>
/// <param name="Category">What the share is called in statistics.</param>
/// <param name="PartsPerMillion">0..1,000,000 of the requests that earlier categories left over.</param>
/// <remarks>Source: envoy.config.endpoint.v3.ClusterLoadAssignment.Policy.drop_overloads.</remarks>
public readonly record struct DropOverload(string Category, int PartsPerMillion)
{
    public const int Everything = 1_000_000;
}
