namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A token that lets nobody in any more.</summary>
internal sealed record RevokedShape(string ApiVersion, string Kind, string Id, string Identity);
