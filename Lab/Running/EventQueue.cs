namespace ActorMesh.Lab.Running;

/// <summary>
/// Virtual time: it stands still while something happens, and leaps to whatever comes next. One thread, one order: the same events are planned in
/// the same order in every run. It is the clock of all policies that run in it.
/// </summary>
/// <remarks>
/// Most waits are of a few lengths: the network, the timeouts. Those of one length end in the order in which they began, so each length has a lane,
/// a plain queue, and only the first of each lane stands in the heap. Timeouts that are taken back, nearly all, then cost next to nothing.
/// </remarks>
internal sealed class EventQueue : TimeProvider
{
    /// <summary>When every run begins, for what is written with a date.</summary>
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<ScheduledEvent, EventOrder> _heap = new();
    private readonly Dictionary<TimeSpan, EventLane> _lanes = [];
    private long _now;
    private long _sequence;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Since the start of the run.</summary>
    public TimeSpan Elapsed => new(_now);

    /// <summary>Events that have happened.</summary>
    public long Happened { get; private set; }

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => Epoch + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <param name="delay">Not negative; a negative one is none.</param>
    public ScheduledEvent After(TimeSpan delay, Action action)
    {
        var planned = Plan(delay, action, lane: null);
        _heap.Enqueue(planned, planned.Order);
        return planned;
    }

    /// <summary>The same for a delay that many events have.</summary>
    public ScheduledEvent AfterUsual(TimeSpan delay, Action action)
    {
        if (!_lanes.TryGetValue(delay, out var lane)) _lanes[delay] = lane = new EventLane();
        var planned = Plan(delay, action, lane);
        if (lane.Add(planned)) _heap.Enqueue(planned, planned.Order);
        return planned;
    }

    /// <summary>At a time since the start of the run; at once when that has passed.</summary>
    public ScheduledEvent At(TimeSpan time, Action action) => After(time - Elapsed, action);

    /// <summary>Lets happen what comes up to and including <paramref name="end"/>, and stops there.</summary>
    /// <param name="eventsMax">Of the whole run.</param>
    /// <returns>False when there were more than <paramref name="eventsMax"/>.</returns>
    public bool RunUntil(TimeSpan end, long eventsMax)
    {
        while (_heap.TryPeek(out var next, out var order) && order.Ticks <= end.Ticks)
        {
            if (next.Lane?.Next() is { } follower) _heap.DequeueEnqueue(follower, follower.Order);
            else _heap.Dequeue();
            if (!next.IsWaiting) continue;
            _now = order.Ticks;
            if (++Happened > eventsMax) return false;
            next.Happen();
        }
        _now = Math.Max(_now, end.Ticks);
        return true;
    }

    private ScheduledEvent Plan(TimeSpan delay, Action action, EventLane? lane) => new(new EventOrder(_now + Math.Max(0, delay.Ticks), _sequence++), lane, action);
}
