namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A token that was just made.</summary>
/// <param name="Token">Its text, which is shown this once.</param>
/// <param name="Identity">The SPIFFE id that it lets in as.</param>
internal sealed record TokenShape(string ApiVersion, string Kind, string Token, string Identity, DateTimeOffset ExpiresAt);
