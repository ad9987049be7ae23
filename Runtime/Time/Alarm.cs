namespace ActorMesh.Runtime.Time;

/// <summary>
/// Something to be done at a time that keeps changing, such as a timeout that each request pushes back. Moving it later costs
/// a comparison; it holds its own place in the <see cref="TimerWheel"/>, so that setting it allocates nothing.
/// </summary>
/// <param name="wheel">The wheel that watches it.</param>
/// <param name="onDue">
/// Called from the wheel's thread; must not block. It may come just after the alarm was moved: whoever is called looks at the time.
/// </param>
public sealed class Alarm(TimerWheel wheel, Action onDue)
{
    private long _due = Instant.Never.Ticks;

    internal Alarm? Previous { get; set; }

    internal Alarm? Next { get; set; }

    /// <summary>Which bucket holds it; -1 while none does. Guarded by the wheel's lock.</summary>
    internal int Bucket { get; set; } = -1;

    /// <summary>When the wheel will look at it: never later than it is due. Guarded by the wheel's lock for writing.</summary>
    internal long WakeUp { get; set; } = Instant.Never.Ticks;

    internal long Due => Volatile.Read(ref _due);

    /// <summary>Sets or moves it. One caller at a time.</summary>
    public void Set(Instant due)
    {
        // A full fence: either the wheel, which is just taking this alarm off, sees the new time, or we see that it took it off.
        Interlocked.Exchange(ref _due, due.Ticks);
        if (due.Ticks < WakeUp) wheel.Place(this, due.Ticks);
    }

    /// <summary>Forgets it until it is set again.</summary>
    public void Clear() => Volatile.Write(ref _due, Instant.Never.Ticks);

    /// <summary>Takes it off the wheel for good.</summary>
    public void Remove()
    {
        Clear();
        wheel.Remove(this);
    }

    /// <summary>Rings, unless it was moved, cleared or removed since the wheel took it off.</summary>
    internal void Ring(long now)
    {
        if (Due <= now) onDue();
    }
}
