using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;
using Google.Protobuf.WellKnownTypes;
using Verdict = ActorMesh.Runtime.Contracts.Control.LeaseAnswer.Types.Verdict;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>
/// The ledgers of one slot of limits. One that begins takes it that a predecessor has just granted every burst: it grants nothing while such a
/// lease may live, and fills from nothing then. That also holds for the first ever, which cannot prove that it is. Not safe for several threads.
/// </summary>
/// <remarks>What a hand-over costs: what the bucket held, and rate * (the time without coordinator + <see cref="LeaseTimes.Settling"/>).</remarks>
public sealed class LeaseCoordinator
{
    /// <summary>
    /// Limits of one slot at once, of which each takes 1 to 2 KiB: 131,072 of a mesh. The unused ones are forgotten, which loses nothing; where all
    /// are used, what the limit says of errors holds for keys that come new, and those that are there are kept exactly.
    /// </summary>
    public const int LimitsMax = 4_096;

    /// <summary>How often a full slot looks for unused ones, whoever asks.</summary>
    private static readonly TimeSpan SweepEveryMin = TimeSpan.FromSeconds(1);

    private readonly LeaseTimes _times;
    private readonly Dictionary<string, LeaseLedger> _ledgers = new(StringComparer.Ordinal);
    private CoordinatorTerm _term;
    private Instant _settled, _sweepable;
    private long _leases;

    /// <param name="term">Above every one before it, as far as is known.</param>
    public LeaseCoordinator(CoordinatorTerm term, LeaseTimes times, Instant now)
    {
        (_term, _times) = (term, times);
        (_settled, _sweepable) = (now + times.Settling, now);
    }

    public CoordinatorTerm Term => _term;

    public int Limits => _ledgers.Count;

    /// <param name="limit">What the mesh says now; null for no such limit.</param>
    /// <param name="mayGrant">See <see cref="GrantPermit"/>.</param>
    public LeaseAnswer Ask(string sidecar, LeaseAsk ask, LimitKey key, LimitNumbers? limit, bool mayGrant, Instant now)
    {
        Heed(ask.Known, now);
        var answer = new LeaseAnswer { Limit = ask.Limit, Number = ask.Number, Term = _term.Clone(), Lifetime = Duration.FromTimeSpan(_times.Lifetime) };
        if (Refusal(limit, mayGrant, now) is var (refusal, wait) && refusal != Verdict.Unknown)
        {
            (answer.Verdict, answer.RetryAfter) = (refusal, Duration.FromTimeSpan(wait));
            return answer;
        }

        if (Ledger(key, limit!.Value, now) is not { } ledger)
        {
            (answer.Verdict, answer.RetryAfter) = (Verdict.Unsettled, Duration.FromTimeSpan(_times.Lifetime));
            return answer;
        }

        var grant = ledger.Ask(
            sidecar, ask.Number, ask.Wanted, [.. ask.Reports.Select(report => new LeaseReport(report.Lease, report.Spent, report.IsOver))], NextLease(), now);
        var reading = ledger.Read(now);
        answer.Verdict = ask.Wanted <= 0 ? Verdict.Noted : grant.Tokens > 0 ? Verdict.Granted : Verdict.Exhausted;
        (answer.Lease, answer.Tokens, answer.RetryAfter) = (grant.Lease, grant.Tokens, Duration.FromTimeSpan(grant.RetryAfter));
        (answer.Rate, answer.Burst, answer.Remaining) = (ledger.Limit.Rate, ledger.Limit.Burst, reading.Free);
        answer.UntilFull = Duration.FromTimeSpan(reading.UntilFull);
        return answer;
    }

    /// <summary>Takes tokens that are spent at once.</summary>
    public (Verdict Verdict, LedgerReading Reading) Spend(int hits, LimitKey key, LimitNumbers? limit, bool mayGrant, Instant now)
    {
        if (Refusal(limit, mayGrant, now) is var (refusal, wait) && refusal != Verdict.Unknown) return (refusal, new LedgerReading(0, wait, wait));
        if (Ledger(key, limit!.Value, now) is not { } ledger) return (Verdict.Unsettled, new LedgerReading(0, _times.Lifetime, _times.Lifetime));
        var isTaken = ledger.TrySpend(hits, now);
        return (isTaken ? Verdict.Granted : Verdict.Exhausted, ledger.Read(now));
    }

    /// <summary>Forgets the limits that are full and that nobody asks for.</summary>
    public void Sweep(Instant now)
    {
        _sweepable = now + SweepEveryMin;
        foreach (var (key, ledger) in _ledgers)
            if (_settled <= now && ledger.IsUnused(now)) _ledgers.Remove(key);
    }

    /// <summary>Who has heard of a later coordinator makes this one begin anew, above it: it cannot know what the other granted.</summary>
    private void Heed(CoordinatorTerm? known, Instant now)
    {
        if (known is null || (known.Epoch, known.Incarnation).CompareTo((_term.Epoch, _term.Incarnation)) <= 0) return;
        _term = new CoordinatorTerm { Epoch = known.Epoch, Incarnation = known.Incarnation + 1 };
        _settled = now + _times.Settling;
        _ledgers.Clear();
    }

    private (Verdict, TimeSpan) Refusal(LimitNumbers? limit, bool mayGrant, Instant now)
    {
        if (limit is null) return (Verdict.Unlimited, _times.Lifetime);
        if (now < _settled) return (Verdict.Unsettled, _settled - now);
        return mayGrant ? (Verdict.Unknown, TimeSpan.Zero) : (Verdict.Unsettled, _times.HearingInterval);
    }

    private LeaseLedger? Ledger(LimitKey key, LimitNumbers limit, Instant now)
    {
        if (!_ledgers.TryGetValue(key.Text, out var ledger))
        {
            if (_ledgers.Count >= LimitsMax && _sweepable <= now) Sweep(now);
            if (_ledgers.Count >= LimitsMax) return null;
            _ledgers.Add(key.Text, ledger = new LeaseLedger(limit, _times.Lifetime, _settled));
        }

        ledger.Change(limit, now);
        return ledger;
    }

    /// <summary>Never the number of another coordinator's lease: who reports that one must not be heard here.</summary>
    private long NextLease() => unchecked((_term.Incarnation << 20) + ++_leases);
}
