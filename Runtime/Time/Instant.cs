namespace ActorMesh.Runtime.Time;

/// <summary>A point on the monotonic clock: wall-clock jumps never show. Ticks are 100 ns and count from an arbitrary start.</summary>
public readonly record struct Instant(long Ticks) : IComparable<Instant>
{
    /// <summary>Later than every instant that will ever be: a deadline that never comes.</summary>
    public static readonly Instant Never = new(long.MaxValue);

    /// <summary>An infinite span, or one that leads beyond the end of time, leads to <see cref="Never"/>.</summary>
    public static Instant operator +(Instant instant, TimeSpan span)
    {
        var ticks = unchecked(instant.Ticks + span.Ticks);
        return span == Timeout.InfiniteTimeSpan || (span > TimeSpan.Zero && ticks < instant.Ticks) ? Never : new Instant(ticks);
    }

    public static TimeSpan operator -(Instant later, Instant earlier) => new(later.Ticks - earlier.Ticks);

    public static bool operator <(Instant left, Instant right) => left.Ticks < right.Ticks;

    public static bool operator >(Instant left, Instant right) => left.Ticks > right.Ticks;

    public static bool operator <=(Instant left, Instant right) => left.Ticks <= right.Ticks;

    public static bool operator >=(Instant left, Instant right) => left.Ticks >= right.Ticks;

    public static Instant Earlier(Instant left, Instant right) => left < right ? left : right;

    public int CompareTo(Instant other) => Ticks.CompareTo(other.Ticks);
}
