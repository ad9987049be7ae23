using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>All the time limits of one exchange, on one alarm. Reused from request to request.</summary>
internal sealed class ExchangeClock
{
    private readonly TimeProvider _time;
    private readonly Alarm _alarm;
    private readonly Action _wake;
    private volatile bool _rang;
    private Instant _start, _lastMove;
    private Instant _requestEnd, _answerEnd, _durationEnd, _triesEnd, _wakeUp;
    private TimeSpan _idleLimit, _answerLimit;

    public ExchangeClock(TimeProvider time, TimerWheel wheel, Action wake)
    {
        (_time, _wake) = (time, wake);
        _alarm = new Alarm(wheel, () =>
        {
            _rang = true;
            wake();
        });
    }

    /// <summary>Since the head of the request was there.</summary>
    public TimeSpan Elapsed => _time.Now - _start;

    /// <summary>When something last came or went.</summary>
    public Instant LastMove => _lastMove;

    /// <summary>What is left of the time for the answer, or of the request's whole time; infinite when neither has an end.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            var toAnswer = _answerEnd == Instant.Never ? _answerLimit : _answerEnd - _time.Now; // While the request comes, it has yet to begin.
            if (_durationEnd == Instant.Never) return toAnswer;
            var left = _durationEnd - _time.Now;
            return toAnswer != Timeout.InfiniteTimeSpan && toAnswer < left ? toAnswer : left;
        }
    }

    public void Begin()
    {
        _start = _lastMove = _time.Now;
        _triesEnd = _wakeUp = Instant.Never;
    }

    /// <summary>Sets the limits of a request that goes to a cluster.</summary>
    /// <param name="timeout">From the end of the request to the end of the answer; null for no limit.</param>
    /// <param name="clusterDurationMax">How long the cluster lets a request last; null or infinite for ever.</param>
    public void Limit(ForwardAction forward, TimeSpan? timeout, HttpConnectionSettings settings, bool isComplete, TimeSpan? clusterDurationMax = null)
    {
        _idleLimit = OrNever(forward.IdleTimeout) ?? settings.StreamIdleTimeout;
        _answerLimit = OrNever(timeout) ?? Timeout.InfiniteTimeSpan;
        _durationEnd = _start + (OrNever(forward.MaxStreamDuration) ?? settings.StreamDurationMax);
        _durationEnd = Instant.Earlier(_durationEnd, _start + (clusterDurationMax ?? Timeout.InfiniteTimeSpan));
        _answerEnd = _triesEnd = _wakeUp = Instant.Never;
        _requestEnd = isComplete ? Instant.Never : _start + settings.RequestTimeout;
        // The route's patience counts from the end of the request (Envoy: RouteAction.timeout), and not while the request is held.
        if (isComplete) _answerEnd = _lastMove + _answerLimit;
        SetAlarm();
    }

    /// <summary>Sets the limit of an answer of our own: only that the client takes it is waited for.</summary>
    public void LimitOwnAnswer(HttpConnectionSettings settings)
    {
        _idleLimit = settings.StreamIdleTimeout;
        _requestEnd = _answerEnd = _durationEnd = _triesEnd = _wakeUp = Instant.Never;
        Moved();
        SetAlarm();
    }

    /// <summary>Sets when the first limit of any attempt passes.</summary>
    public void LimitTries(Instant firstEnd)
    {
        if (firstEnd == _triesEnd) return;
        _triesEnd = firstEnd;
        SetAlarm();
    }

    /// <summary>Nothing but the passing of <paramref name="wait"/> is waited for, or it is beside all else.</summary>
    public void WakeAfter(TimeSpan wait)
    {
        _wakeUp = _time.Now + wait;
        SetAlarm();
    }

    /// <summary>As if the alarm had rung: for a wait that is too short for it.</summary>
    public void WakeNow()
    {
        _wakeUp = _time.Now;
        _rang = true;
        _wake();
    }

    /// <summary>True once after the time of <see cref="WakeAfter"/> has come.</summary>
    public bool TakeWakeUp()
    {
        if (_time.Now < _wakeUp) return false;
        _wakeUp = Instant.Never;
        return true;
    }

    /// <summary>Forgets what limited the attempts: one of them has begun to answer.</summary>
    public void EndTries() => _triesEnd = _wakeUp = Instant.Never;

    public void RequestEnded()
    {
        _requestEnd = Instant.Never;
        _answerEnd = _time.Now + _answerLimit;
        SetAlarm();
    }

    /// <summary>The answer is whole: only the client's taking it is waited for.</summary>
    public void Answered() => _answerEnd = _requestEnd = _triesEnd = _wakeUp = Instant.Never;

    /// <summary>Something came or went: the idle limit starts over.</summary>
    public void Moved() => _lastMove = _time.Now;

    /// <summary>An upgraded connection lives as long as something moves on it, but not beyond max_stream_duration: that one is a hard cap.</summary>
    public void BecomeTunnel() => _answerEnd = _requestEnd = _triesEnd = _wakeUp = Instant.Never;

    public void End() => _alarm.Clear();

    public void Stop() => _alarm.Remove();

    /// <summary>True once after the alarm rang.</summary>
    public bool TakeRing()
    {
        if (!_rang) return false;
        _rang = false;
        return true;
    }

    /// <summary>Which limit of the whole request has passed; null when none has (the alarm is set again then).</summary>
    public Refusal? Expired(bool requestIsComplete)
    {
        var now = _time.Now;
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
        var first = Instant.Earlier(Instant.Earlier(_answerEnd, _requestEnd), Instant.Earlier(_durationEnd, _lastMove + _idleLimit));
        _alarm.Set(Instant.Earlier(first, Instant.Earlier(_triesEnd, _wakeUp)));
    }
}
