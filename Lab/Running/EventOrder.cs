namespace ActorMesh.Lab.Running;

/// <summary>Which event comes first: by time, and among those of the same time in the order in which they were planned.</summary>
internal readonly record struct EventOrder(long Ticks, long Sequence) : IComparable<EventOrder>
{
    public int CompareTo(EventOrder other)
    {
        var byTime = Ticks.CompareTo(other.Ticks);
        return byTime != 0 ? byTime : Sequence.CompareTo(other.Sequence);
    }

    public static bool operator <(EventOrder left, EventOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(EventOrder left, EventOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventOrder left, EventOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventOrder left, EventOrder right) => left.CompareTo(right) >= 0;
}
