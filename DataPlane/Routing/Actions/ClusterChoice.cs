namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Where one request goes.</summary>
/// <param name="Cluster">Null when the request lacks the header that names it: answered like an unknown cluster.</param>
/// <param name="Split">The entry of a weighted split that was drawn, with headers and host of its own; null without a split.</param>
public readonly record struct ClusterChoice(ClusterReference? Cluster, WeightedEntry? Split);
