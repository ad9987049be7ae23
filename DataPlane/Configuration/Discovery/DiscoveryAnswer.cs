using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What a control plane sent at once, of one type; the same for both dialects of xDS.</summary>
/// <param name="Version">Of the whole answer; opaque.</param>
/// <param name="Nonce">Names the answer in what is said of it.</param>
/// <param name="Removed">Names of what is no more; by difference only.</param>
/// <param name="ControlPlane">Who answers, in its own words; may be empty.</param>
public sealed record DiscoveryAnswer(
    DiscoveredType Type, string Version, string Nonce, IReadOnlyList<DiscoveryAnswer.Item> Resources, IReadOnlyList<string> Removed, string ControlPlane)
{
    /// <param name="Version">Of this resource; empty where only the answer has one.</param>
    public sealed record Item(string Version, Any Body);
}
