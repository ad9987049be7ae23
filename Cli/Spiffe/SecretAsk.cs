using ActorMesh.ControlPlane.Xds.Subscriptions;

namespace ActorMesh.Cli.Spiffe;

/// <summary>A request for secrets, as it was heard.</summary>
/// <param name="Names">That it names.</param>
internal sealed record SecretAsk(Heard Heard, string TypeUrl, IReadOnlyCollection<string> Names);
