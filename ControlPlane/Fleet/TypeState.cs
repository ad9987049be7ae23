namespace ActorMesh.ControlPlane.Fleet;

/// <summary>How far a proxy is with one type of resource.</summary>
/// <param name="Sent">Version of the mesh that was last sent, or that had nothing new for it; 0 for none.</param>
/// <param name="Acknowledged">Version of the mesh that it last accepted; 0 for none.</param>
/// <param name="Refusal">What it refused and still does not run; null when there is nothing.</param>
/// <param name="At">When that was.</param>
public sealed record TypeState(long Sent, long Acknowledged, TypeRefusal? Refusal, DateTimeOffset At)
{
    public bool IsSynced => Refusal is null && Sent == Acknowledged;
}
