namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>Status codes from one to below another.</summary>
public readonly record struct StatusRange(int From, int Below)
{
    public bool Contains(int status) => status >= From && status < Below;
}
