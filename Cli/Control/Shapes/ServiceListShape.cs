namespace ActorMesh.Cli.Control.Shapes;

internal sealed record ServiceListShape(string ApiVersion, string Kind, long Version, IReadOnlyList<ServiceShape> Services);
