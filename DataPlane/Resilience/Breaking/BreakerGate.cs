using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>A breaker as streams see it: may this attempt be made, and what came of it. Thread-safe, without locks.</summary>
/// <remarks>
/// Whoever sees what moves the state, moves it: <see cref="Breaker"/> says where to, a compare-exchange makes it so, and so transitions
/// have one order. Were that left to an actor's mailbox, a breaker would be slowest to open when the process is busiest. The actor is
/// told after the fact; it looks when time alone is to move the state, and logs.
/// </remarks>
public sealed class BreakerGate
{
    private const int States = 4;

    private readonly long[] _transitions = new long[States * States];
    private readonly SeededDraws _draws;
    private volatile BreakerPhase _phase;
    private volatile Action? _onTransition;
    private long _rejected;

    /// <param name="settings">May change later.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="seed">What the jitter of the time open is drawn from.</param>
    public BreakerGate(BreakerSettings settings, TimeProvider clock, ulong seed = 0)
    {
        (Clock, _draws) = (clock, new SeededDraws(seed));
        _phase = BreakerPhase.Start(settings, Breaker.Start(clock.Now));
        if (settings.Mode == BreakerMode.Isolated) Change(settings);
    }

    public BreakerSettings Settings => _phase.Settings;

    public TimeProvider Clock { get; }

    public BreakerView View => _phase.View;

    /// <summary>The last transitions, oldest first.</summary>
    public IReadOnlyList<BreakerTransition> History => _phase.History;

    /// <summary>Attempts that were refused, or in observe mode would have been.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>How the attempts of the window ended; while it is not closed, there are none.</summary>
    public AttemptCount Window => _phase.Attempts.Read(Clock.Now);

    /// <summary>Probes under way.</summary>
    public int ProbesUnderWay => _phase.Probes?.UnderWay ?? 0;

    /// <summary>How long it stays open at least; zero when it is not open. For <c>Retry-After</c>.</summary>
    public TimeSpan OpenFor
    {
        get
        {
            var phase = _phase;
            if (phase.View.State == BreakerState.Isolated) return phase.Settings.OpenForMax; // Nobody knows for how long: its longest time is a fair guess.
            var left = phase.View.State == BreakerState.Open ? phase.View.Until - Clock.Now : TimeSpan.Zero;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>How often it went from one state to the other.</summary>
    public long Transitions(BreakerState from, BreakerState to) => Volatile.Read(ref _transitions[(int)from * States + (int)to]);

    /// <param name="onTransition">Called after each transition from now on, by the thread that made it; must not block. Null for nobody.</param>
    public void Watch(Action? onTransition) => _onTransition = onTransition;

    /// <summary>True when the attempt may be made; false while the breaker is open, or half open with all its probes under way.</summary>
    public bool TryEnter(out BreakerPermit permit)
    {
        var view = _phase.View;
        permit = new BreakerPermit(view.Generation, IsProbe: false);
        return view.State == BreakerState.Closed || TryEnterTripped(out permit);
    }

    private bool TryEnterTripped(out BreakerPermit permit)
    {
        while (true)
        {
            var now = Clock.Now;
            var phase = Advance(now);
            permit = new BreakerPermit(phase.View.Generation, IsProbe: false);
            if (phase.View.State == BreakerState.Closed) return true;
            if (phase.Probes?.TryBegin(now, out var place) == true)
            {
                permit = permit with { IsProbe = true, Place = place };
                if (_phase.View.Generation == permit.Generation) return true;
                continue; // It moved on in this very moment: the place was that of a period that is over.
            }

            Interlocked.Increment(ref _rejected);
            return phase.Settings.Mode == BreakerMode.Observe;
        }
    }

    /// <summary>Gives a permit back.</summary>
    public void Report(in BreakerPermit permit, in AttemptOutcome outcome)
    {
        var phase = _phase;
        if (permit.Generation != phase.View.Generation) return;
        if (permit.IsProbe) EndProbe(permit, outcome);
        else if (phase.View.State == BreakerState.Closed) Count(phase, outcome);
    }

    private void Count(BreakerPhase phase, in AttemptOutcome outcome)
    {
        var settings = phase.Settings;
        var verdict = settings.Judge(outcome);
        if (verdict == AttemptVerdict.Ignored) return;
        var now = Clock.Now;
        var (isFailure, isSlow) = (verdict == AttemptVerdict.Failure, settings.IsSlow(outcome));
        phase.Attempts.Record(isFailure, now);
        phase.SlowCalls?.Record(isSlow, now);
        if (isFailure) phase.Failures.Add();
        else phase.Failures.End();
        if ((isFailure || isSlow) && Trip(phase, now) is { } cause) Move(phase.View.Generation, cause, now);
    }

    private static BreakerCause? Trip(BreakerPhase phase, Instant now)
    {
        var settings = phase.Settings;
        if (settings.ConsecutiveFailures > 0 && phase.Failures.Length is var run && run >= settings.ConsecutiveFailures)
            return new BreakerCause(BreakerReason.ConsecutiveFailures, new AttemptCount(run, run));
        if (phase.Attempts.Read(now) is var failures && failures.Reaches(settings.FailureRatio, settings.RequestsMin))
            return new BreakerCause(BreakerReason.FailureRatio, failures);
        return phase.SlowCalls?.Read(now) is { } slow && slow.Reaches(settings.SlowCallRatio, settings.RequestsMin)
            ? new BreakerCause(BreakerReason.SlowCallRatio, slow)
            : null;
    }

    private void EndProbe(in BreakerPermit permit, in AttemptOutcome outcome)
    {
        var now = Clock.Now;
        var phase = Advance(now);
        if (permit.Generation != phase.View.Generation || phase.Probes is not { } probes) return; // It came too late.
        var verdict = phase.Settings.Judge(outcome);
        if (verdict == AttemptVerdict.Failure || verdict == AttemptVerdict.Success && phase.Settings.IsSlow(outcome))
            Move(permit.Generation, new BreakerCause(BreakerReason.ProbeFailed), now);
        else if (verdict == AttemptVerdict.Success && probes.Succeed())
            Move(permit.Generation, new BreakerCause(BreakerReason.ProbesSucceeded), now);
        else
            probes.End(permit.Place);
    }

    /// <summary>Moves the state if time alone does so by now.</summary>
    /// <returns>When to look again: never while only attempts can move it.</returns>
    public Instant Advance()
    {
        var now = Clock.Now;
        var phase = Advance(now);
        if (phase.Probes is not { } probes) return phase.View.Until;
        return probes.Deadline is var deadline && deadline != Instant.Never ? deadline : now + probes.Timeout;
    }

    private BreakerPhase Advance(Instant now)
    {
        var phase = _phase;
        if (phase.View.State == BreakerState.Open && now >= phase.View.Until)
            return Move(phase.View.Generation, new BreakerCause(BreakerReason.OpenTimeOver), now);
        if (phase.Probes is { } probes && now >= probes.Deadline)
            return Move(phase.View.Generation, new BreakerCause(BreakerReason.ProbeHung), now);
        return phase;
    }

    /// <summary>From now on these hold. The state stays, unless their mode isolates the upstream or does so no longer.</summary>
    public void Change(BreakerSettings settings)
    {
        var cause = new BreakerCause(settings.Mode == BreakerMode.Isolated ? BreakerReason.Isolated : BreakerReason.Released);
        BreakerPhase seen;
        do seen = _phase;
        while (!TryReplace(seen, Follow(seen.Change(settings), cause, Clock.Now)));
    }

    /// <summary>Moves on from the state of this generation. Nothing happens when it has ended already, or when the cause moves nothing.</summary>
    private BreakerPhase Move(int generation, BreakerCause cause, Instant now)
    {
        while (true)
        {
            var seen = _phase;
            if (seen.View.Generation != generation) return seen;
            var next = Follow(seen, cause, now);
            if (next == seen || TryReplace(seen, next)) return next;
        }
    }

    private BreakerPhase Follow(BreakerPhase phase, BreakerCause cause, Instant now)
    {
        var view = Breaker.Next(phase.View, cause, phase.Settings, now, _draws.At(phase.View.Generation));
        return ReferenceEquals(view, phase.View) ? phase : phase.Enter(view, Clock.GetUtcNow());
    }

    private bool TryReplace(BreakerPhase seen, BreakerPhase next)
    {
        if (Interlocked.CompareExchange(ref _phase, next, seen) != seen) return false;
        if (next.View.Generation == seen.View.Generation) return true;
        Interlocked.Increment(ref _transitions[(int)seen.View.State * States + (int)next.View.State]);
        _onTransition?.Invoke();
        return true;
    }

    /// <summary>For people: state, share of failures, how many attempts, until when.</summary>
    public string Explain() => _phase.Explain(Clock.Now);
}
