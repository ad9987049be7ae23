namespace ActorMesh.ControlPlane.Identity;

/// <summary>Nothing was signed. The message says why, and what to do.</summary>
public sealed class IssueRefusedException(string message) : Exception(message);
