using ActorMesh.ControlPlane.Resources;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>What an <see cref="Answer"/> carries, before it is one.</summary>
public sealed record Content(string Version, IReadOnlyList<VersionedResource> Resources, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed);
