namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What the coordinator said.</summary>
public enum LeaseAnswerKind
{
    Granted,
    Exhausted,
    Unsettled,
    Unlimited,
    Noted,
}
