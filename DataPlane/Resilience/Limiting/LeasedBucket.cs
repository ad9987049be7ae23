using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>
/// This sidecar's part of one limit of the whole mesh: the tokens that its coordinator leased to it. A request takes one with two atomic reads
/// and one write: no message, no lock, no allocation. More are asked for ahead of time, once half of a lease is spent.
/// </summary>
/// <remarks>
/// <see cref="TryTake"/>, <see cref="Wait"/> and the readings are for any thread, all else for the one that speaks with the coordinator. A lease
/// ends here before it dies there: it is counted from before the ask was sent, on both clocks, so that it also dies while the machine sleeps,
/// and is cut by 2 % for clocks that run at different rates. A machine that is stopped from outside, its wall clock with it, cannot know: what is
/// left of its leases may then be spent late, once.
/// </remarks>
public sealed class LeasedBucket
{
    /// <summary>Requests that may wait for one answer; further ones go on as if there was none.</summary>
    public const int WaitersMax = 256;

    private const int WantedMax = 1_000_000;
    private const double ClockMargin = 0.98;

    /// <summary>The tokens of a lease are to last that part of its lifetime.</summary>
    private const double Horizon = 0.5;

    /// <summary>In units of a lease's lifetime: the past that says how many are needed.</summary>
    private const double RateWindowMin = 0.125;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ReportAfter = TimeSpan.FromMilliseconds(200);

    private readonly LeasedBuckets _all;
    private readonly Lock _gate = new();
    private readonly List<Action> _waiters = [];
    private readonly List<Lease> _open = [];
    private volatile LeaseStanding _standing = LeaseStanding.Unknown;
    private Lease _current, _newest;
    private int _isAsking;
    private long _missed, _missedBefore;
    private long _ended, _takenBefore, _takenAtLastLook;
    private double _rate;
    private LeaseTerm _term;
    private Instant _termHeard, _sent, _measured, _lastTaken;
    private DateTimeOffset _sentAt;
    private TimeSpan _lifetime = TimeSpan.FromSeconds(1);
    private bool _awaitsAnswer;

    internal LeasedBucket(LeasedBuckets all, byte[] key)
    {
        (_all, Key, Name) = (all, key, LeaseName.Parse(key));
        _current = _newest = new Lease(0, 0, new Instant(long.MinValue), all.Clock, default, TimeSpan.Zero);
    }

    public LeaseName Name { get; }

    /// <summary>Null while it is not known.</summary>
    public BucketSettings? Settings => _standing.Settings;

    /// <summary>A request of late used it. Of the table that holds it.</summary>
    internal bool IsUsed { get; set; }

    internal byte[] Key { get; }

    /// <summary>Of the last ask; 0 for none yet.</summary>
    internal long Number { get; private set; }

    /// <summary>True while there is a lease, or the coordinator has not answered yet.</summary>
    internal bool IsActive => _open.Count > 0 || Volatile.Read(ref _isAsking) != 0;

    /// <summary>Takes a token if there is one.</summary>
    public LeaseOutcome TryTake(Instant now)
    {
        var lease = Volatile.Read(ref _current);
        while (true)
        {
            if (lease.TryTake(now, out var left))
            {
                if (left <= lease.Tokens / 2 && lease.Next is null && now >= _standing.NotBefore) Signal();
                return LeaseOutcome.Taken;
            }

            if (lease.Next is not { } next) break;
            Interlocked.CompareExchange(ref _current, next, lease);
            lease = next;
        }

        Interlocked.Increment(ref _missed);
        if (!_all.IsLinked) return LeaseOutcome.Failed;
        var standing = _standing;
        if (now >= standing.NotBefore) Signal();
        return standing.Outcome(now);
    }

    /// <summary>What clients are told: tokens left here and with the coordinator, as far as is known.</summary>
    public BucketReading Read(bool isAllowed, Instant now)
    {
        var standing = _standing;
        var left = Volatile.Read(ref _current) is { } lease && !lease.IsDead(now) ? lease.Left : 0;
        var untilNext = isAllowed || standing.NotBefore <= now ? TimeSpan.Zero : standing.NotBefore - now;
        var aged = standing.UntilFull - (now - standing.At);
        return new BucketReading(isAllowed, isAllowed ? left + standing.Remaining : 0, untilNext, aged > TimeSpan.Zero ? aged : TimeSpan.Zero);
    }

    /// <summary>Tells once when there is an answer.</summary>
    /// <param name="wake">Called by another thread, or at once when the answer has just come.</param>
    /// <returns>False: too many wait already.</returns>
    public bool Wait(Action wake)
    {
        lock (_gate)
        {
            if (_waiters.Count >= WaitersMax) return false;
            if (Volatile.Read(ref _isAsking) != 0)
            {
                _waiters.Add(wake);
                _all.Counters.Waited();
                return true;
            }
        }

        wake();
        return true;
    }

    /// <summary>What to ask now that requests need more.</summary>
    internal LeaseRequest Ask(Instant now) => Begin(Math.Max(1, Wanted(now)), now);

    /// <summary>What to tell though no request asks: what was spent, and what is not needed.</summary>
    /// <returns>Null for nothing.</returns>
    internal LeaseRequest? Look(Instant now)
    {
        if (_awaitsAnswer && now - _sent >= AnswerLimit) Fail(now);
        var taken = Taken();
        if (taken != _takenAtLastLook) (_takenAtLastLook, _lastTaken) = (taken, now);
        var isIdle = now - _lastTaken >= _lifetime * Horizon;
        if (!NeedsReport(isIdle, now) || Interlocked.CompareExchange(ref _isAsking, 1, 0) != 0) return null;
        if (isIdle) foreach (var lease in _open) lease.End();
        return Begin(0, now);
    }

    internal void Hear(in LeaseReply reply, Instant now)
    {
        if (!_awaitsAnswer || reply.Number != Number) return;
        if (reply.Term.IsBefore(_term) && now - _termHeard < _lifetime * 10)
        {
            _all.Counters.WasStale();
            Fail(now);
            return;
        }

        (_term, _termHeard) = (reply.Term, now);
        if (reply.Lifetime > TimeSpan.Zero) _lifetime = reply.Lifetime;
        if (reply.Tokens > 0) Add(reply, now);
        if (reply.Kind == LeaseAnswerKind.Exhausted) _all.Counters.WasExhausted();
        if (reply.Kind == LeaseAnswerKind.Unsettled) _all.Counters.Failed();
        if (reply.Kind != LeaseAnswerKind.Noted) _standing = LeaseStanding.Of(reply, _standing, now);
        EndAsk();
    }

    /// <summary>There is no answer: the connection broke, or it took too long.</summary>
    internal void Fail(Instant now)
    {
        _all.Counters.Failed();
        _standing = _standing with { Kind = LeaseAnswerKind.Unsettled, NotBefore = now + RetryAfterFailure };
        EndAsk();
    }

    /// <summary>Another stream: the coordinator knows nothing of the leases that were granted on the last one, but that they die.</summary>
    internal void Reconnected()
    {
        foreach (var lease in _open) _ended += lease.Spent;
        _open.Clear();
        EndAsk();
    }

    /// <summary>Nobody heard that more is needed.</summary>
    internal void Unheard() => Volatile.Write(ref _isAsking, 0);

    private void Add(in LeaseReply reply, Instant now)
    {
        var lifetime = reply.Lifetime * ClockMargin;
        var lease = new Lease(reply.Lease, reply.Tokens, _sent + lifetime, _all.Clock, _sentAt, lifetime);
        _all.Counters.Got(reply.Tokens);
        _open.Add(lease);
        if (lease.IsDead(now)) return;
        _newest.Next = lease;
        _newest = lease;
    }

    private LeaseRequest Begin(int wanted, Instant now)
    {
        List<(long, int, bool)> reports = [];
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var lease = _open[i];
            var isOver = lease.Left == 0 || lease.IsDead(now);
            var spent = isOver ? lease.End() : lease.Spent;
            lease.Reported = spent;
            reports.Add((lease.Number, spent, isOver));
            if (!isOver) continue;
            _all.Counters.GaveBack(lease.Tokens - spent);
            _ended += spent;
            _open.RemoveAt(i);
        }

        (_sent, _sentAt, _awaitsAnswer, Number) = (now, _all.Clock.GetUtcNow(), true, _all.NextNumber());
        _all.Counters.Asked();
        return new LeaseRequest(Number, Math.Min(wanted, WantedMax), reports);
    }

    private bool NeedsReport(bool isIdle, Instant now)
    {
        if (now - _sent < ReportAfter) return false;
        foreach (var lease in _open)
            if (isIdle || lease.IsDead(now) || lease.Spent > lease.Reported) return true;
        return false;
    }

    /// <summary>As many as the requests of late, also those in vain, need for a while.</summary>
    private int Wanted(Instant now)
    {
        var (taken, missed) = (Taken(), Interlocked.Read(ref _missed));
        var needed = Math.Max(0, taken - _takenBefore) + missed - _missedBefore;
        var past = Math.Max((now - _measured) / _lifetime, RateWindowMin);
        (_takenBefore, _missedBefore, _measured) = (taken, missed, now);
        var rate = needed / past;
        _rate = Math.Max(rate, (_rate + rate) / 2);
        return (int)Math.Min(WantedMax, Math.Ceiling(_rate * Horizon));
    }

    private long Taken() => _ended + _open.Sum(lease => (long)lease.Spent);

    private void Signal()
    {
        if (Volatile.Read(ref _isAsking) == 0 && Interlocked.CompareExchange(ref _isAsking, 1, 0) == 0) _all.Signal(this);
    }

    private void EndAsk()
    {
        Action[] waiters;
        lock (_gate)
        {
            (_awaitsAnswer, waiters) = (false, [.. _waiters]);
            _waiters.Clear();
            Volatile.Write(ref _isAsking, 0);
        }

        foreach (var wake in waiters) wake();
    }
}
