namespace ActorMesh.ControlPlane.Distribution;

/// <summary>Why something that was published is not in force on a node.</summary>
public sealed record PublicationRefusal(PublicationOrder Order, DateTimeOffset At, string Reason);
