using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>Makes one descriptor of a request (envoy.config.route.v3.RateLimit).</summary>
internal sealed class DescriptorRecipe(DescriptorAction[] actions)
{
    public IReadOnlyList<DescriptorAction> Actions => actions;

    /// <returns>False when the request lacks something that the descriptor must have.</returns>
    public bool TryWrite(in MatchInput input, Descriptor target)
    {
        target.Begin();
        foreach (var action in actions)
            if (!action.TryWrite(in input, target)) return false;
        return target.Count > 0;
    }
}
