namespace ActorMesh.Cli.Describing;

/// <summary>The other end of a call.</summary>
/// <param name="Local">Where the caller finds the callee on its own localhost; null when the request comes from outside, or the file has errors.</param>
/// <param name="At">Where the call is written.</param>
internal sealed record NeighbourShape(string Service, string? Local, string At);
