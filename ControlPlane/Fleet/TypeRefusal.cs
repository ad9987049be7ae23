namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What a proxy said of an answer that it did not take.</summary>
/// <param name="Version">Of the mesh that the answer was of. A later version that changes nothing of what was refused is not sent, so nothing is said of it.</param>
public sealed record TypeRefusal(long Version, string Reason);
