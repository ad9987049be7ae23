using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What one control node said of its proxies.</summary>
/// <param name="Problem">Why it did not say all of it; null when it did.</param>
public sealed record NodeFleet(string Node, IReadOnlyList<FleetProxy> Proxies, string? Problem);
