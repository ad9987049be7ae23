namespace ActorMesh.Runtime.Time;

/// <summary>Reads a <see cref="TimeProvider"/> as a monotonic clock.</summary>
public static class MonotonicTime
{
    private const long Nanoseconds = 1_000_000_000;

    extension(TimeProvider clock)
    {
        /// <summary>Now, on the monotonic clock. In whole numbers: the framework's own conversion goes through a double, which rounds large times.</summary>
        public Instant Now
        {
            get
            {
                var (timestamp, frequency) = (clock.GetTimestamp(), clock.TimestampFrequency);
                return new Instant(frequency switch
                {
                    Nanoseconds => timestamp / (Nanoseconds / TimeSpan.TicksPerSecond),
                    TimeSpan.TicksPerSecond => timestamp,
                    _ => (long)((Int128)timestamp * TimeSpan.TicksPerSecond / frequency),
                });
            }
        }
    }
}
