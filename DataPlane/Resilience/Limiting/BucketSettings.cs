using System.Globalization;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>How many may pass at once, and how fast more may follow (envoy.type.v3.TokenBucket).</summary>
public sealed record BucketSettings
{
    /// <summary>Of one tick of the clock (100 ns). Fine enough that a million a second is off by less than 0.04 %, and a century still fits.</summary>
    private const long UnitsPerTick = 256;

    /// <summary>So that sums of a century of clock and of a whole bucket never overflow.</summary>
    private static readonly TimeSpan LongestToFill = TimeSpan.FromDays(3650);

    /// <param name="tokensMax">What the bucket holds: so many pass at once. At least 1.</param>
    /// <param name="tokensPerFill">At least 1.</param>
    /// <param name="fillInterval">In which that many tokens come, one by one. More than nothing.</param>
    /// <exception cref="ArgumentException">One of them is out of its range; the message says which.</exception>
    public BucketSettings(long tokensMax, long tokensPerFill, TimeSpan fillInterval)
    {
        if (tokensMax < 1) throw new ArgumentException("a bucket that holds no token lets nothing pass", nameof(tokensMax));
        if (tokensPerFill < 1) throw new ArgumentException("a bucket that gets no token never lets anything pass again", nameof(tokensPerFill));
        if (fillInterval <= TimeSpan.Zero) throw new ArgumentException("is not longer than nothing", nameof(fillInterval));
        if (fillInterval.Ticks / (double)tokensPerFill * tokensMax > LongestToFill.Ticks)
            throw new ArgumentException($"an empty bucket would take more than {LongestToFill.Days} days to be full again", nameof(tokensMax));
        (TokensMax, TokensPerFill, FillInterval) = (tokensMax, tokensPerFill, fillInterval);
        // Rounded up: a bucket may be slower than it was told by less than one unit per token, never faster.
        Period = (long)((((Int128)fillInterval.Ticks * UnitsPerTick) + tokensPerFill - 1) / tokensPerFill);
        Capacity = Period * tokensMax;
    }

    public long TokensMax { get; }

    public long TokensPerFill { get; }

    public TimeSpan FillInterval { get; }

    /// <summary>Tokens per second.</summary>
    public double Rate => TokensPerFill / FillInterval.TotalSeconds;

    /// <summary>How long an empty bucket takes to be full.</summary>
    public TimeSpan TimeToFill => ToSpan(Capacity);

    /// <summary>Between two tokens, in units of the bucket's clock.</summary>
    internal long Period { get; }

    /// <summary>In which an empty bucket becomes full, in units of the bucket's clock.</summary>
    internal long Capacity { get; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{TokensMax} at once, then {TokensPerFill} per {FillInterval.TotalSeconds:0.###} s");

    /// <summary>An instant in units of the bucket's clock.</summary>
    internal static long Units(Runtime.Time.Instant instant) => instant.Ticks * UnitsPerTick;

    /// <summary>Rounded up, so that who waits that long comes late enough.</summary>
    internal static TimeSpan ToSpan(long units) => new((units + UnitsPerTick - 1) / UnitsPerTick);
}
