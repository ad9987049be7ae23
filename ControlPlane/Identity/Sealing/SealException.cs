namespace ActorMesh.ControlPlane.Identity.Sealing;

/// <summary>What was sealed cannot be opened. The message says why, and holds nothing of it.</summary>
public sealed class SealException(string message) : Exception(message);
