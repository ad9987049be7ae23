namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A proxy whose endpoint was taken away.</summary>
internal sealed record ForgottenShape(string ApiVersion, string Kind, string Id, string Service);
