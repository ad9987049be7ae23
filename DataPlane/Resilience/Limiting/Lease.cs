using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>Tokens that were granted to this sidecar. Any number of threads may take; one writer adds the next.</summary>
/// <param name="number">The coordinator's.</param>
/// <param name="until">When it dies.</param>
internal sealed class Lease(long number, int tokens, Instant until)
{
    /// <summary>Above every number of tokens, with room for all who still try.</summary>
    private const int Ended = int.MaxValue / 2;

    private int _taken;
    private int? _spent;
    private volatile Lease? _next;

    public long Number => number;

    public int Tokens => tokens;

    public Instant Until => until;

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

    /// <summary>Takes a token.</summary>
    /// <param name="left">Tokens left after that.</param>
    public bool TryTake(Instant now, out int left)
    {
        left = 0;
        if (now >= until || Volatile.Read(ref _taken) >= tokens) return false;
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
