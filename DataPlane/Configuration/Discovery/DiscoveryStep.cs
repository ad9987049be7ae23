namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What follows from an event.</summary>
/// <param name="Questions">To be sent in this order.</param>
/// <param name="Stale">Why the answer may not be used at all; null when it may. Another server should be asked then.</param>
internal sealed record DiscoveryStep(IReadOnlyList<DiscoveryQuestion> Questions, string? Stale = null);
