namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Tokens, the newest first.</summary>
/// <param name="LeftOut">How many older ones there are beyond these.</param>
internal sealed record TokenListShape(string ApiVersion, string Kind, IReadOnlyList<TokenRowShape> Tokens, int LeftOut);
