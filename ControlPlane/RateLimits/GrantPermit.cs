using ActorMesh.Runtime.Time;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>
/// Whether coordinators of this node may grant: it heard from most control nodes not long ago. A node that was cut off, or stood still, does not
/// know whether others have taken over. One writer, any number of readers.
/// </summary>
/// <param name="clock">The wall clock, too: where a machine sleeps, the monotonic one may stand still.</param>
/// <param name="times">For how long hearing counts.</param>
public sealed class GrantPermit(TimeProvider clock, LeaseTimes times)
{
    private volatile Hearing _last = new(default, DateTimeOffset.MinValue);

    public bool IsValid => clock.Now < _last.Heard + times.Hearing && (clock.GetUtcNow() - _last.Wall).Duration() < times.Hearing;

    /// <param name="heard">When the latest moment was at which most nodes must have heard this one: when they were asked.</param>
    internal void Renew(Instant heard) => _last = new Hearing(heard, clock.GetUtcNow() - (clock.Now - heard));

    private sealed record Hearing(Instant Heard, DateTimeOffset Wall);
}
