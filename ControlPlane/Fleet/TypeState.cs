namespace ActorMesh.ControlPlane.Fleet;

/// <summary>How far a proxy is with one type of resource.</summary>
/// <param name="Sent">Version of the mesh that was last sent, or that had nothing new for it; 0 for none.</param>
/// <param name="Acknowledged">Version of the mesh that it last accepted; 0 for none.</param>
/// <param name="Refusal">What it said of the last sent version; null when it accepted it or has not answered yet.</param>
/// <param name="At">When that was.</param>
public sealed record TypeState(long Sent, long Acknowledged, string? Refusal, DateTimeOffset At)
{
    public bool IsSynced => Refusal is null && Sent == Acknowledged;
}
