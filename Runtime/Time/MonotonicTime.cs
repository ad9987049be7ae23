namespace ActorMesh.Runtime.Time;

/// <summary>Reads a <see cref="TimeProvider"/> as a monotonic clock.</summary>
public static class MonotonicTime
{
    extension(TimeProvider clock)
    {
        /// <summary>Now, on the monotonic clock.</summary>
        public Instant Now => new(clock.GetElapsedTime(0, clock.GetTimestamp()).Ticks);
    }
}
