namespace ActorMesh.Cli.Inspecting;

/// <summary>A resource that a proxy does not run as it should.</summary>
/// <param name="Type"><c>CDS</c>, <c>EDS</c>, <c>LDS</c> or <c>RDS</c>.</param>
/// <param name="Name">Empty when it is about all of the type.</param>
/// <param name="Kind"><c>missing</c>, <c>extra</c>, <c>different</c>, <c>stale</c> or <c>refused</c>.</param>
/// <param name="Detail">The first place that differs, or why.</param>
internal sealed record ResourceDifference(string Type, string Name, string Kind, string Detail);
