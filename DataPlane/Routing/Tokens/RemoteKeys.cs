namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Where keys are fetched from.</summary>
/// <param name="Refresh">How long they are good before they are asked for again.</param>
public sealed record RemoteKeys(string Address, TimeSpan Refresh);
