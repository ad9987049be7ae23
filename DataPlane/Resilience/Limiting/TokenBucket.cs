using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>
/// Lets requests pass as long as it has tokens, which come back at a steady rate. Full in the beginning. Any number of threads may take:
/// in no stretch of time t do more than TokensMax + rate * t pass.
/// </summary>
/// <remarks>
/// Its state is one number, the time at which it will be full: a token taken moves that on by the time that a token needs to come back
/// (the generic cell rate algorithm, ITU-T I.371, in its virtual scheduling form). Nothing runs between requests.
/// </remarks>
public sealed class TokenBucket(BucketSettings settings)
{
    private long _full = long.MinValue;

    public BucketSettings Settings => settings;

    /// <summary>A bucket of other settings with as many tokens as <paramref name="before"/> has, as far as it holds them.</summary>
    public static TokenBucket Continue(TokenBucket before, BucketSettings settings, Instant now)
    {
        var units = BucketSettings.Units(now);
        var missing = (double)Math.Max(0, Math.Max(Volatile.Read(ref before._full), units) - units) / before.Settings.Period;
        var tokens = Math.Min(before.Settings.TokensMax - missing, settings.TokensMax);
        return new TokenBucket(settings) { _full = units + (long)Math.Ceiling((settings.TokensMax - tokens) * settings.Period) };
    }

    /// <summary>Takes a token if there is one. Allocates nothing and takes no lock.</summary>
    /// <param name="now">On a monotonic clock.</param>
    public BucketReading TryTake(Instant now)
    {
        var units = BucketSettings.Units(now);
        var seen = Volatile.Read(ref _full);
        while (true)
        {
            var start = Math.Max(seen, units);
            var full = start + settings.Period;
            var beyond = full - units - settings.Capacity;
            if (beyond > 0) return new BucketReading(false, 0, BucketSettings.ToSpan(beyond), BucketSettings.ToSpan(start - units));
            var found = Interlocked.CompareExchange(ref _full, full, seen);
            if (found == seen) return Taken(-beyond, full - units);
            seen = found;
        }
    }

    /// <summary>What <see cref="TryTake"/> would say, with nothing taken.</summary>
    public BucketReading Look(Instant now)
    {
        var missing = Math.Max(0, Math.Max(Volatile.Read(ref _full), BucketSettings.Units(now)) - BucketSettings.Units(now));
        return Taken(settings.Capacity - missing, missing) with { IsAllowed = settings.Capacity - missing >= settings.Period };
    }

    private BucketReading Taken(long left, long missing)
    {
        var tokens = left / settings.Period;
        return new BucketReading(true, tokens, tokens > 0 ? TimeSpan.Zero : BucketSettings.ToSpan(settings.Period - left), BucketSettings.ToSpan(missing));
    }
}
