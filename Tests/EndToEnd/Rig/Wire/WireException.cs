namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>The peer sent something that a strict reader does not take, or ended where it must not.</summary>
internal sealed class WireException(string message) : Exception(message);
