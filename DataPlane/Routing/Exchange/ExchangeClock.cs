using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>All the time limits of one exchange, on one alarm. Reused from request to request.</summary>
internal sealed class ExchangeClock
{
    private readonly TimeProvider _time;
    private readonly Alarm _alarm;
    private volatile bool _rang;
    private Instant _start, _lastMove;
    private Instant _connectEnd, _requestEnd, _answerEnd, _durationEnd;
    private TimeSpan _idleLimit, _answerLimit;

    public ExchangeClock(TimeProvider time, TimerWheel wheel, Action wake)
    {
        _time = time;
        _alarm = new Alarm(wheel, () =>
        {
            _rang = true;
            wake();
        });
    }

    /// <summary>Since the head of the request was there.</summary>
    public TimeSpan Elapsed => _time.Now - _start;

    public void Begin() => _start = _lastMove = _time.Now;

    /// <summary>Sets the limits of a request that goes to a cluster.</summary>
    /// <param name="clusterDurationMax">How long the cluster lets a request last; null or infinite for ever.</param>
    public void Limit(ForwardAction forward, HttpConnectionSettings settings, bool isComplete, TimeSpan? clusterDurationMax = null)
    {
        _idleLimit = OrNever(forward.IdleTimeout) ?? settings.StreamIdleTimeout;
        _answerLimit = OrNever(forward.Timeout) ?? Timeout.InfiniteTimeSpan;
        _durationEnd = _start + (OrNever(forward.MaxStreamDuration) ?? settings.StreamDurationMax);
        _durationEnd = Instant.Earlier(_durationEnd, _start + (clusterDurationMax ?? Timeout.InfiniteTimeSpan));
        _connectEnd = _answerEnd = Instant.Never;
        _requestEnd = isComplete ? Instant.Never : _start + settings.RequestTimeout;
        // The route's patience counts from the end of the request (Envoy: RouteAction.timeout).
        if (isComplete) _answerEnd = _start + _answerLimit;
        SetAlarm();
    }

    /// <summary>Sets the limit of an answer of our own: only that the client takes it is waited for.</summary>
    public void LimitOwnAnswer(HttpConnectionSettings settings)
    {
        _idleLimit = settings.StreamIdleTimeout;
        _connectEnd = _requestEnd = _answerEnd = _durationEnd = Instant.Never;
        Moved();
        SetAlarm();
    }

    public void LimitConnect(TimeSpan limit)
    {
        _connectEnd = _time.Now + limit;
        SetAlarm();
    }

    public void Connected() => _connectEnd = Instant.Never;

    public void RequestEnded()
    {
        _requestEnd = Instant.Never;
        _answerEnd = _time.Now + _answerLimit;
        SetAlarm();
    }

    /// <summary>The answer is whole: only the client's taking it is waited for.</summary>
    public void Answered() => _answerEnd = _requestEnd = Instant.Never;

    /// <summary>Something came or went: the idle limit starts over.</summary>
    public void Moved() => _lastMove = _time.Now;

    /// <summary>An upgraded connection lives as long as something moves on it, but not beyond max_stream_duration: that one is a hard cap.</summary>
    public void BecomeTunnel() => _answerEnd = _requestEnd = Instant.Never;

    public void End() => _alarm.Clear();

    public void Stop() => _alarm.Remove();

    /// <summary>True once after the alarm rang.</summary>
    public bool TakeRing()
    {
        if (!_rang) return false;
        _rang = false;
        return true;
    }

    /// <summary>Which limit has passed; null when none has (the alarm is set again then).</summary>
    public Refusal? Expired(bool requestIsComplete)
    {
        var now = _time.Now;
        if (now >= _connectEnd) return Refusal.ConnectTimeout;
        if (now >= _answerEnd) return Refusal.Timeout;
        if (now >= _requestEnd) return Refusal.RequestTimeout;
        if (now >= _durationEnd) return requestIsComplete ? Refusal.DurationExceeded : Refusal.DurationExceededInRequest;
        if (now >= _lastMove + _idleLimit) return requestIsComplete ? Refusal.AnswerIdle : Refusal.RequestIdle;
        SetAlarm();
        return null;
    }

    private static TimeSpan? OrNever(TimeSpan? configured) => configured == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : configured;

    private void SetAlarm()
    {
        var first = Instant.Earlier(Instant.Earlier(_connectEnd, _answerEnd), Instant.Earlier(_requestEnd, _durationEnd));
        _alarm.Set(Instant.Earlier(first, _lastMove + _idleLimit));
    }
}
