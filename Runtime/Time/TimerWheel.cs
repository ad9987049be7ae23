namespace ActorMesh.Runtime.Time;

/// <summary>
/// Watches the deadlines of a whole data plane with one timer: a hashed wheel (Varghese and Lauck, 1987) of <see cref="Alarm"/>s.
/// Alarms move lazily: one that was pushed back stays where it is until the wheel comes by, then takes its new place.
/// </summary>
/// <remarks>Thread-safe. An alarm rings at its time or at most one <see cref="Tick"/> later. While it holds none, the timer rests.</remarks>
public sealed class TimerWheel : IDisposable
{
    /// <summary>How often the wheel turns: the error of every timeout.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private const int Buckets = 1024;

    private readonly Lock _lock = new();
    private readonly Alarm?[] _buckets = new Alarm?[Buckets];
    private readonly List<Alarm> _ringing = [];
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly long _origin;
    private long _turned;
    private int _held;
    private bool _isResting = true;
    private int _isTurning;

    public TimerWheel(TimeProvider clock)
    {
        _clock = clock;
        _origin = clock.Now.Ticks; // Buckets begin where the timer fires, or the error would be two ticks.
        _timer = clock.CreateTimer(_ => Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    internal void Place(Alarm alarm, long due)
    {
        lock (_lock)
        {
            Unlink(alarm);
            Link(alarm, due);
            if (_isResting) Start();
        }
    }

    internal void Remove(Alarm alarm)
    {
        lock (_lock) Unlink(alarm);
    }

    private void Turn()
    {
        if (Interlocked.Exchange(ref _isTurning, 1) != 0) return; // The last turn is late; it or the next one makes up for it.
        try
        {
            var now = _clock.Now.Ticks;
            TurnTo(now);
            foreach (var alarm in _ringing) alarm.Ring(now);
        }
        finally
        {
            _ringing.Clear();
            Volatile.Write(ref _isTurning, 0);
        }
    }

    private void TurnTo(long now)
    {
        lock (_lock)
        {
            // A late timer visits all the buckets that it missed, but none twice.
            var target = (now - _origin) / Tick.Ticks;
            for (_turned = Math.Max(_turned, target - Buckets); _turned < target; _turned++) Visit((int)(_turned % Buckets), now);
            if (_held == 0) Rest();
        }
    }

    /// <summary>Fires where buckets begin, however long it rested.</summary>
    private void Start()
    {
        _isResting = false;
        _timer.Change(TimeSpan.FromTicks(Tick.Ticks - (_clock.Now.Ticks - _origin) % Tick.Ticks), Tick);
    }

    private void Rest()
    {
        _isResting = true;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Visit(int bucket, long now)
    {
        for (var alarm = _buckets[bucket]; alarm is not null;)
        {
            var next = alarm.Next;
            if (alarm.WakeUp <= now) Wake(alarm, now);
            alarm = next;
        }
    }

    private void Wake(Alarm alarm, long now)
    {
        Unlink(alarm);
        Interlocked.MemoryBarrier(); // See Alarm.Set.
        var due = alarm.Due;
        if (due <= now) _ringing.Add(alarm);
        else if (due != Instant.Never.Ticks) Link(alarm, due);
    }

    private void Link(Alarm alarm, long due)
    {
        var bucket = (int)(Math.Max((due - _origin) / Tick.Ticks, _turned) % Buckets);
        alarm.WakeUp = due;
        alarm.Bucket = bucket;
        alarm.Next = _buckets[bucket];
        if (alarm.Next is not null) alarm.Next.Previous = alarm;
        _buckets[bucket] = alarm;
        _held++;
    }

    private void Unlink(Alarm alarm)
    {
        if (alarm.Bucket < 0) return;
        _held--;
        if (alarm.Previous is not null) alarm.Previous.Next = alarm.Next;
        else _buckets[alarm.Bucket] = alarm.Next;
        if (alarm.Next is not null) alarm.Next.Previous = alarm.Previous;
        alarm.Previous = alarm.Next = null;
        alarm.Bucket = -1;
        alarm.WakeUp = Instant.Never.Ticks;
    }
}
