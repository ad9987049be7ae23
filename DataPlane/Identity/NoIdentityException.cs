namespace ActorMesh.DataPlane.Identity;

/// <summary>There is no identity to be had, or none any more; the message says why.</summary>
public sealed class NoIdentityException(string message) : Exception(message);
