namespace ActorMesh.Hocon.Findings.Running;

/// <summary>A kind of policy that is compiled and not run yet.</summary>
/// <param name="Key">Below <c>mesh.defaults</c>.</param>
/// <param name="Name">With its verb, as in <c>hedging is</c>.</param>
/// <param name="Consequence">What happens instead.</param>
/// <param name="IsAsked">Whether it is to hold for these requests.</param>
internal sealed record PendingPolicy(string Key, string Name, string Consequence, Func<PolicyScope, bool> IsAsked);
