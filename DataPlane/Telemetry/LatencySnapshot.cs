namespace ActorMesh.DataPlane.Telemetry;

/// <summary>A histogram of durations at one moment. Immutable.</summary>
public sealed class LatencySnapshot
{
    private readonly long[] _counts;

    internal LatencySnapshot(long[] counts, TimeSpan sum)
    {
        _counts = counts;
        Sum = sum;
        Count = counts.Sum();
    }

    public long Count { get; }

    /// <summary>Of all durations together.</summary>
    public TimeSpan Sum { get; }

    /// <summary>The buckets that hold something, shortest first: each with its end, which does not belong to it, and its count.</summary>
    public IEnumerable<(TimeSpan End, long Count)> Buckets =>
        _counts.Index().Where(bucket => bucket.Item > 0).Select(bucket => (LatencyBuckets.EndOf(bucket.Index), bucket.Item));

    /// <summary>The duration that this share of all did not exceed, to a 32nd of itself and half a microsecond.</summary>
    /// <param name="share">0..1.</param>
    /// <returns>Null when nothing was recorded.</returns>
    public TimeSpan? Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= rank) return LatencyBuckets.MiddleOf(index);
        }
        return null;
    }

    /// <summary>How many took less than this. Exact when it is a whole number of microseconds up to 32, or a power of two of them.</summary>
    public long CountBelow(TimeSpan limit) => _counts.Take(LatencyBuckets.IndexOf(limit)).Sum();

    /// <summary>Both together, as if they had been recorded in one.</summary>
    public LatencySnapshot Merge(LatencySnapshot other) => new([.. _counts.Zip(other._counts, (one, two) => one + two)], Sum + other.Sum);
}
