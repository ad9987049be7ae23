namespace ActorMesh.Tests.Fast.Kit;

/// <summary>
/// A clock with one periodic timer that a test drives by hand: unlike the fake of the test library it does not keep callbacks from
/// overlapping, as real timers do not either.
/// </summary>
internal sealed class ManualClock(long startTicks = 0) : TimeProvider
{
    private TimerCallback? _callback;
    private object? _state;

    /// <summary>When the timer fires next, from the moment in which that was set; infinite while it rests.</summary>
    public TimeSpan DueTime { get; private set; }

    /// <summary>100 ns each.</summary>
    public long Ticks { get; set; } = startTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_callback, _state, DueTime) = (callback, state, dueTime);
        return new Timer(this);
    }

    /// <summary>Lets the timer fire now, in this thread.</summary>
    public void Fire() => _callback!(_state);

    private sealed class Timer(ManualClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.DueTime = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
