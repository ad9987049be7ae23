namespace ActorMesh.ControlPlane.Xds;

/// <summary>Answers of one type since the start, and what clients said of them.</summary>
public sealed record TypeCounts(long Pushes, long Accepted, long Refused);
