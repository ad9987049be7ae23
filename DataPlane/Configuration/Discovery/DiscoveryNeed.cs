namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>A part of a resource that has to be asked for: the endpoints of a cluster, the routes of a listener, the secrets of either.</summary>
/// <param name="Name">What it is asked for by.</param>
/// <param name="Patience">How long the resource waits for it before it runs without; infinite waits on.</param>
public sealed record DiscoveryNeed(DiscoveredType Type, string Name, TimeSpan Patience);
