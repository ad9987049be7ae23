using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Identity;

/// <summary>
/// Decides when a workload asks for its identity, when for the next, and when it is time to be loud: at a quarter of its life left, again
/// whenever what is left has halved, and when it has ended.
/// </summary>
/// <remarks>Not thread-safe. Its times are those of the wall clock, which may leap.</remarks>
/// <param name="random">Spreads renewals and repeats, so that many who began together do not ask together.</param>
public sealed class IdentityKeeper(Random random)
{
    /// <summary>Share of its life that an identity has left when that is an alarm.</summary>
    public const double AlarmAt = 0.25;

    /// <summary>A renewal is due so much earlier or later, of what <see cref="IdentityTerm.RotateAt"/> says.</summary>
    public const double Jitter = 0.1;

    /// <summary>Whoever waits looks at the clock so often: it may have leapt.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>A clock may be so wrong without anything following from it.</summary>
    public static readonly TimeSpan SkewMax = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan RetryLeast = TimeSpan.FromSeconds(1), RetryMost = TimeSpan.FromSeconds(60);

    /// <summary>Tries that there is still time for, of what is left of a life.</summary>
    private const int TriesLeftLeast = 8;

    private readonly ReconnectDelay _delay = new(random, RetryLeast, RetryMost);
    private DateTimeOffset _retryAt, _seen;
    private bool _isAsking;
    private int _said;

    /// <summary>Null before there is one.</summary>
    public IdentityTerm? Held { get; private set; }

    /// <summary>When the next is asked for; null while there is none.</summary>
    public DateTimeOffset? RotationAt { get; private set; }

    /// <summary>In a row.</summary>
    public int Failures { get; private set; }

    public bool IsExpired(DateTimeOffset now) => Held is { } held && now >= held.NotAfter;

    /// <summary>There is an identity, from a file or just issued.</summary>
    public void Hold(IdentityTerm term)
    {
        (Held, _isAsking, Failures, _said, _retryAt) = (term, false, 0, 0, DateTimeOffset.MinValue);
        RotationAt = term.ReceivedAt + (term.Life * term.RotateAt * (1 - Jitter + (2 * Jitter * random.NextDouble())));
        _delay.Succeed();
    }

    /// <summary>It could not be had.</summary>
    /// <returns>When it is tried again.</returns>
    public DateTimeOffset Fail(DateTimeOffset now)
    {
        (_isAsking, Failures) = (false, Failures + 1);
        var pause = _delay.Fail();
        // Who waits long near the end misses that whoever issues has come back.
        if (Held is { } held && held.NotAfter > now && (held.NotAfter - now) / TriesLeftLeast < pause) pause = Max(RetryLeast, (held.NotAfter - now) / TriesLeftLeast);
        return _retryAt = now + pause;
    }

    /// <summary>There is nothing to ask with yet: that is no failure, and looked at again soon.</summary>
    public void Postpone(DateTimeOffset now, TimeSpan pause) => (_isAsking, _retryAt) = (false, now + pause);

    /// <summary>The next is wanted now, and not only when it is due. Nothing while there is none.</summary>
    public void Hasten(DateTimeOffset now)
    {
        if (Held is not null) (RotationAt, _retryAt) = (now, DateTimeOffset.MinValue);
    }

    /// <summary>The next is wanted within <paramref name="span"/>: many who hear the same do not ask together.</summary>
    public void Hasten(DateTimeOffset now, TimeSpan span)
    {
        var at = now + (span * random.NextDouble());
        if (at < RotationAt) RotationAt = at;
    }

    /// <summary>The next step; whoever takes one tells how it went.</summary>
    public IdentityStep Next(DateTimeOffset now)
    {
        var hasLeaptBack = now + SkewMax < _seen;
        _seen = now;
        if (_isAsking || (now < _retryAt && !hasLeaptBack)) return IdentityStep.Wait;
        var isMissing = Held is not { } held || now >= held.NotAfter;
        // One from the future was received by a clock that was wrong: the next is counted by the one that is right.
        if (!isMissing && now < RotationAt && now >= Held!.Value.ReceivedAt - SkewMax) return IdentityStep.Wait;
        _isAsking = true;
        return isMissing ? IdentityStep.Attest : IdentityStep.Renew;
    }

    /// <summary>How long to wait before <see cref="Next"/> is asked again.</summary>
    public TimeSpan Pause(DateTimeOffset now)
    {
        if (_isAsking) return LookEvery;
        var due = _retryAt > now ? _retryAt : IsExpired(now) ? now : RotationAt ?? now;
        var pause = due - now;
        return pause > LookEvery ? LookEvery : pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Whether it is to be said, now, that the identity is near its end or past it.</summary>
    public bool IsToBeSaid(DateTimeOffset now)
    {
        if (Held is not { } held) return false;
        var level = Level(held, now);
        if (level <= _said) return false;
        _said = level;
        return true;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static int Level(IdentityTerm held, DateTimeOffset now)
    {
        const int Expired = 1_000;
        var left = held.NotAfter - now;
        if (left <= TimeSpan.Zero) return Expired + (int)Math.Log2(1 + (-left).TotalMinutes);
        var alarming = held.Life * AlarmAt;
        return left > alarming ? 0 : 1 + (int)Math.Log2(alarming / left);
    }
}
