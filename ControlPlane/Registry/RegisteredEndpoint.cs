namespace ActorMesh.ControlPlane.Registry;

/// <param name="IsStale">Nobody sees it, and it stays because too many of its service are out of sight: callers find out themselves.</param>
public sealed record RegisteredEndpoint(Registration Registration, bool IsStale);
