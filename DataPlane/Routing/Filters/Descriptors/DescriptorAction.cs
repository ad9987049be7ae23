using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>Finds one entry of a descriptor in a request (envoy.config.route.v3.RateLimit.Action).</summary>
/// <param name="key">Of its entry.</param>
internal abstract class DescriptorAction(string key)
{
    public string Key => key;

    /// <summary>Adds the entry, or adds none when the request lacks it and may.</summary>
    /// <returns>False when the request has no such descriptor at all.</returns>
    public abstract bool TryWrite(in MatchInput input, Descriptor target);
}
