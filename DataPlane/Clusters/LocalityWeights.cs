namespace ActorMesh.DataPlane.Clusters;

/// <summary>How traffic of one priority is shared between its localities. Immutable; a locality that is not listed weighs 0.</summary>
/// <remarks>
/// The same locality may stand in several priorities with different weights, so the key is the pair.
/// Source: envoy.config.endpoint.v3.LocalityLbEndpoints.load_balancing_weight.
/// </remarks>
public sealed class LocalityWeights
{
    public static readonly LocalityWeights None = new([]);

    private readonly Dictionary<(int Priority, Locality Locality), uint> _weights = [];

    /// <exception cref="ArgumentException">A locality is listed twice for one priority.</exception>
    public LocalityWeights(IEnumerable<(int Priority, Locality Locality, uint Weight)> weights)
    {
        foreach (var (priority, locality, weight) in weights)
        {
            if (!_weights.TryAdd((priority, locality), weight))
            {
                throw new ArgumentException(
                    $"locality {locality} has two weights at priority {priority}; merge its endpoints under one entry", nameof(weights));
            }
        }
    }

    /// <summary>
    /// The weight of <paramref name="locality"/> among the localities of <paramref name="priority"/>; 0 sends it no traffic.
    /// </summary>
    public uint Of(int priority, Locality locality) => _weights.GetValueOrDefault((priority, locality));
}
