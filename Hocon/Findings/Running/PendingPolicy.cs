using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Findings.Running;

/// <summary>A kind of policy that is compiled and not run yet.</summary>
/// <param name="Key">Below <c>mesh.defaults</c>.</param>
/// <param name="Name">With its verb, as in <c>hedging is</c>.</param>
/// <param name="Consequence">What happens instead.</param>
/// <param name="IsAsked">Whether these policies ask for it.</param>
/// <param name="OpensADoor">Whether somebody gets in, or listens, because of it.</param>
internal sealed record PendingPolicy(string Key, string Name, string Consequence, Func<PolicySet, bool> IsAsked, bool OpensADoor = false);
