namespace ActorMesh.ControlPlane.Authority;

/// <summary>A version on its way to everybody.</summary>
/// <param name="Percent">How many proxies of 100 run it.</param>
/// <param name="AskedPercent">How many were asked for as the step after the first proxy.</param>
/// <param name="Bake">How long each step has to go well.</param>
public sealed record Rollout(long Version, int Percent, int AskedPercent, TimeSpan Bake);
