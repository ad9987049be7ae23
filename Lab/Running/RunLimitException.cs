namespace ActorMesh.Lab.Running;

/// <summary>A run became larger than is allowed; the message says what to do.</summary>
public sealed class RunLimitException(string message) : Exception(message);
