namespace ActorMesh.Runtime.Time;

/// <summary>A clock that stands: for what is looked at as it was, or will be, at one moment.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
