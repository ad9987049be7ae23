using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>Tokens that were granted to this sidecar. Any number of threads may take; one writer adds the next.</summary>
/// <param name="number">The coordinator's.</param>
/// <param name="until">When it dies, on the monotonic clock.</param>
/// <param name="clock">Its wall clock is looked at, too.</param>
/// <param name="asked">When it was asked for, on the wall clock.</param>
/// <param name="lifetime">Further than that from <paramref name="asked"/> it is dead.</param>
internal sealed class Lease(long number, int tokens, Instant until, TimeProvider clock, DateTimeOffset asked, TimeSpan lifetime)
{
    /// <summary>Above every number of tokens, with room for all who still try.</summary>
    private const int Ended = int.MaxValue / 2;

    private int _taken;
    private int? _spent;
    private volatile Lease? _next;

    public long Number => number;

    public int Tokens => tokens;

    /// <summary>The lease that came after it.</summary>
    public Lease? Next
    {
        get => _next;
        set => _next = value;
    }

    public int Spent => _spent ?? Math.Min(tokens, Volatile.Read(ref _taken));

    public int Left => Math.Max(0, tokens - Volatile.Read(ref _taken));

    /// <summary>What was last told to the coordinator. Only for the writer.</summary>
    public int Reported { get; set; }

    public bool IsDead(Instant now) => now >= until || (clock.GetUtcNow() - asked).Duration() >= lifetime;

    /// <summary>Takes a token.</summary>
    /// <param name="left">Tokens left after that.</param>
    public bool TryTake(Instant now, out int left)
    {
        left = 0;
        if (Volatile.Read(ref _taken) >= tokens || IsDead(now)) return false;
        left = tokens - Interlocked.Increment(ref _taken);
        return left >= 0;
    }

    /// <summary>Nothing more can be taken from then on.</summary>
    /// <returns>How many were spent, in all.</returns>
    public int End()
    {
        if (_spent is { } known) return known;
        var spent = Math.Min(tokens, Interlocked.Exchange(ref _taken, Ended));
        _spent = spent;
        return spent;
    }
}
