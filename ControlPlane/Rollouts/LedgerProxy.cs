namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>How far a proxy is with the versions of the mesh. Immutable.</summary>
/// <param name="Node">The control node that it is connected to, or was.</param>
/// <param name="ConnectedAt">By that node's clock, as the times after it.</param>
/// <param name="Running">The version that it runs whole; 0 for none.</param>
/// <param name="Refused">The version that it refused; 0 for none.</param>
/// <param name="At">When <paramref name="Running"/> or <paramref name="Refused"/> last changed.</param>
/// <param name="GoneAt">When its connection ended, and it has not come back; null while it is connected.</param>
public sealed record LedgerProxy(
    string Proxy, string Service, string Node, DateTimeOffset ConnectedAt, long Running, long Refused, string Refusal, DateTimeOffset At, DateTimeOffset? GoneAt)
{
    public ProxyKey Key => new(Service, Proxy);

    /// <summary>It said that it leaves; else, when it is gone, its connection broke.</summary>
    public bool HasLeft { get; init; }

    /// <summary>It asks for nothing, or the mesh has nothing for it: no version waits for it.</summary>
    public bool IsUnserved { get; init; }
}
