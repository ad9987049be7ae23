using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>One change of a breaker's state, for people.</summary>
/// <param name="To">The state, what brought it about, and until when it holds.</param>
/// <param name="At">By the wall clock.</param>
public sealed record BreakerTransition(BreakerState From, BreakerView To, DateTimeOffset At)
{
    /// <summary>How long it will be open; nothing when it is not.</summary>
    public TimeSpan OpenFor => To.Until == Instant.Never ? TimeSpan.Zero : To.Until - To.Since;
}
