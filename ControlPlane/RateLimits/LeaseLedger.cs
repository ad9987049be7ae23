using ActorMesh.Runtime.Time;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>
/// The one true bucket of a limit. In no stretch of time t do all who hold its leases spend more than burst + rate * t, whenever they spend
/// them. Not safe for several threads.
/// </summary>
/// <remarks>
/// A token that is out takes room in the bucket from its grant until it is known to be spent, given back or dead, and only then begins to drain
/// at the rate. It might be spent at any moment in between, so draining it earlier would let a second token pass beside it. Why that is enough:
/// at the last grant before the end of a stretch, all that can still be spent is out, all that was spent in it is out or has drained by no more
/// than rate * t, and both together fit the burst.
/// </remarks>
public sealed class LeaseLedger
{
    /// <summary>Of one tick. A million a second is off by less than a part in ten thousand, always to the slow side.</summary>
    private const long UnitsPerTick = 1024;

    private static readonly TimeSpan SoonestRetry = TimeSpan.FromMilliseconds(5);

    private readonly TimeSpan _lifetime;
    private readonly Dictionary<long, Lease> _leases = [];
    private readonly Queue<Lease> _byDeath = [];
    private readonly WaitingAskers _askers;
    private LimitNumbers _limit;
    private Int128 _period;
    private Int128 _drained;
    private int _out;

    /// <param name="lifetime">After which a lease is dead.</param>
    /// <param name="emptyAt">When the bucket was empty, with nothing out: it fills from then on.</param>
    public LeaseLedger(LimitNumbers limit, TimeSpan lifetime, Instant emptyAt)
    {
        (_lifetime, _askers) = (lifetime, new WaitingAskers(lifetime));
        Use(limit);
        _drained = Units(emptyAt) + (_period * limit.Burst);
    }

    public LimitNumbers Limit => _limit;

    /// <summary>Tokens granted that may still be spent.</summary>
    public int Out => _out;

    /// <summary>Tokens granted, ever.</summary>
    public long Granted { get; private set; }

    /// <summary>Tokens that were given back unspent, ever.</summary>
    public long GivenBack { get; private set; }

    /// <summary>The mesh says other numbers now. What is out or has not drained yet counts on, as so many tokens.</summary>
    public void Change(LimitNumbers limit, Instant now)
    {
        if (limit == _limit) return;
        Advance(now);
        var (missing, before) = (Int128.Max(0, _drained - Units(now)), _period);
        Use(limit);
        _drained = Units(now) + (((missing * _period) + before - 1) / before);
    }

    /// <summary>Forgets nothing, grants what is fair: who asked earlier in vain comes first, and no one gets more than his part of what is free.</summary>
    /// <param name="asker">One for each stream of a sidecar.</param>
    /// <param name="number">Rises with each ask of this asker; one that comes late or twice gets nothing.</param>
    /// <param name="wanted">Tokens; 0 only reports.</param>
    /// <param name="lease">The number of the lease that this may become; each once.</param>
    public LeaseGrant Ask(string asker, long number, int wanted, IReadOnlyList<LeaseReport> reports, long lease, Instant now)
    {
        Advance(now);
        foreach (var report in reports) Note(asker, report, now);
        if (!_askers.TryBegin(asker, number, now) || wanted <= 0) return default;
        var free = Free(now);
        var ahead = _askers.Ahead(asker, now);
        if (free <= ahead)
        {
            _askers.Wait(asker);
            return new LeaseGrant(0, 0, UntilFree(ahead + 1, now));
        }

        var tokens = Math.Min(wanted, Math.Max(1, Math.Min(free - ahead, free / _askers.Count)));
        _askers.Served(asker);
        Grant(new Lease(lease, asker, tokens, now + _lifetime));
        return new LeaseGrant(lease, tokens, TimeSpan.Zero);
    }

    /// <summary>Takes tokens that are spent at once: all of them or none.</summary>
    public bool TrySpend(int hits, Instant now)
    {
        Advance(now);
        if (hits > Free(now)) return false;
        Granted += hits;
        Charge(hits, now);
        return true;
    }

    public LedgerReading Read(Instant now)
    {
        Advance(now);
        var missing = Int128.Max(0, _drained - Units(now)) + (_out * _period);
        return new LedgerReading(Math.Max(0, Free(now)), Free(now) > 0 ? TimeSpan.Zero : UntilFree(1, now), Span(missing));
    }

    /// <summary>As full as on its first day: forgetting it loses nothing.</summary>
    public bool IsUnused(Instant now)
    {
        Advance(now);
        return _out == 0 && _drained <= Units(now) && _askers.IsEmptyAt(now);
    }

    private static Int128 Units(Instant instant) => (Int128)instant.Ticks * UnitsPerTick;

    private static TimeSpan Span(Int128 units) => units <= 0
        ? TimeSpan.Zero
        : TimeSpan.FromTicks((long)Int128.Min((units + UnitsPerTick - 1) / UnitsPerTick, TimeSpan.TicksPerDay * 3650));

    private void Use(LimitNumbers limit)
    {
        if (limit.Burst < 1 || !(limit.Rate > 0)) throw new ArgumentException($"{limit} lets nothing pass", nameof(limit));
        _limit = limit;
        _period = (Int128)Math.Ceiling(TimeSpan.TicksPerSecond * UnitsPerTick / limit.Rate);
    }

    private void Grant(Lease lease)
    {
        _leases.Add(lease.Number, lease);
        _byDeath.Enqueue(lease);
        _out += lease.Tokens;
        Granted += lease.Tokens;
    }

    private void Note(string asker, LeaseReport report, Instant now)
    {
        if (!_leases.TryGetValue(report.Lease, out var lease) || lease.Asker != asker) return;
        var spent = Math.Clamp(report.Spent, lease.Spent, lease.Tokens);
        var news = spent - lease.Spent;
        lease.Spent = spent;
        _out -= news;
        Charge(news, now);
        if (!report.IsOver) return;
        GivenBack += lease.Tokens - spent;
        Close(lease);
    }

    /// <summary>Leases that have died count as spent at the last moment.</summary>
    private void Advance(Instant now)
    {
        while (_byDeath.TryPeek(out var lease) && lease.Death <= now)
        {
            _byDeath.Dequeue();
            if (lease.IsClosed) continue;
            Charge(lease.Tokens - lease.Spent, lease.Death);
            Close(lease);
        }
    }

    private void Close(Lease lease)
    {
        _out -= lease.Tokens - lease.Spent;
        lease.IsClosed = true;
        _leases.Remove(lease.Number);
    }

    private void Charge(int tokens, Instant at)
    {
        if (tokens > 0) _drained = Int128.Max(_drained, Units(at)) + (tokens * _period);
    }

    /// <summary>Below nothing after the burst was made smaller.</summary>
    private int Free(Instant now)
    {
        var missing = Int128.Max(0, _drained - Units(now));
        return (int)(_limit.Burst - _out - ((missing + _period - 1) / _period));
    }

    /// <summary>Until so many are free: when they drain, or for what is out, when the next lease dies and drains.</summary>
    private TimeSpan UntilFree(int tokens, Instant now)
    {
        var room = Math.Max(0, _limit.Burst - _out - tokens);
        var drain = Span(_drained - (room * _period) - Units(now));
        if (_out + tokens <= _limit.Burst) return drain > SoonestRetry ? drain : SoonestRetry;
        // Most of what is out is reported long before it dies.
        var half = Span(_period) + (_lifetime / 10);
        return half < _lifetime ? half : _lifetime;
    }

    private sealed class Lease(long number, string asker, int tokens, Instant death)
    {
        public long Number => number;

        public string Asker => asker;

        public int Tokens => tokens;

        public Instant Death => death;

        public int Spent { get; set; }

        public bool IsClosed { get; set; }
    }
}
