namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>What the coordinators of a control node share.</summary>
/// <param name="Limits">What the mesh that this node has says now, and the epoch of that mesh.</param>
public sealed record RateLimitContext(Func<(long Epoch, GlobalLimits Limits)> Limits, LeaseTimes Times, TimeProvider Clock)
{
    public GrantPermit Permit { get; } = new(Clock, Times);

    public RateLimitCounters Counters { get; } = new();
}
