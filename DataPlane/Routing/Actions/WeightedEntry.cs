using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Mutations;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>One part of a weighted split.</summary>
public sealed class WeightedEntry
{
    internal WeightedEntry(ClusterSelection cluster, uint weight) => (Cluster, Weight) = (cluster, weight);

    public uint Weight { get; }

    /// <summary>Replaces those of the route: they hold this entry's level and all above it.</summary>
    public HeaderMutationChain RequestMutations { get; internal init; } = HeaderMutationChain.None;

    /// <inheritdoc cref="RequestMutations"/>
    public HeaderMutationChain ResponseMutations { get; internal init; } = HeaderMutationChain.None;

    /// <summary>What a request of this part passes before it goes on: with this entry's level.</summary>
    internal RequestFilters Filters { get; init; } = RequestFilters.None;

    internal ClusterSelection Cluster { get; }

    /// <summary>Host to forward, in place of what the route says; null for none.</summary>
    internal byte[]? HostRewrite { get; init; }
}
