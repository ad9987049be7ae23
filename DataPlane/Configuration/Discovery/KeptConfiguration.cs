using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What a sidecar ran in an earlier life.</summary>
/// <param name="KeptAt">When it was written down.</param>
/// <param name="Fence">Null where control planes do not order what they publish.</param>
internal sealed record KeptConfiguration(
    IReadOnlyList<(DiscoveredType Type, Any Body)> Resources, string ControlPlane, DateTimeOffset KeptAt, DiscoveryFence? Fence);
