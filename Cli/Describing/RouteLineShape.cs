namespace ActorMesh.Cli.Describing;

/// <summary>A route in short.</summary>
internal sealed record RouteLineShape(string Name, string Match, string Target, string At);
