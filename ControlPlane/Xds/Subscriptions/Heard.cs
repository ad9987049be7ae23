namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>What became of a request.</summary>
/// <param name="IsServed">False for a type that this control plane has nothing of: it is never answered.</param>
/// <param name="After">Since the answer that it judges went out; zero when it judges none.</param>
public readonly record struct Heard(string TypeUrl, bool IsServed, Reply Reply, TimeSpan After, string? Refusal);
