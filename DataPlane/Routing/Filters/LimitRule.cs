using System.Text;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Filters.Descriptors;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>The limit of those requests whose descriptor has certain entries (LocalRateLimitDescriptor).</summary>
internal sealed class LimitRule
{
    private readonly (string Key, byte[] Value)[] _entries;
    private readonly int[] _open;
    private TokenBucket? _bucket;
    private BucketTable? _buckets;

    /// <param name="entries">In order. An empty value takes every value, and each has a bucket of its own.</param>
    /// <param name="bucket">Of each value.</param>
    /// <param name="bucketsMax">How many there may be for open values; a value too many drops the one used longest ago.</param>
    /// <param name="isShadow">Counts what it would refuse, and refuses nothing.</param>
    public LimitRule(IReadOnlyList<(string Key, string Value)> entries, BucketSettings bucket, int bucketsMax, bool isShadow)
    {
        _entries = [.. entries.Select(entry => (entry.Key, Encoding.UTF8.GetBytes(entry.Value)))];
        _open = [.. Enumerable.Range(0, entries.Count).Where(i => entries[i].Value.Length == 0)];
        (Settings, BucketsMax, IsShadow) = (bucket, bucketsMax, isShadow);
        Text = string.Join(", ", entries.Select(entry => $"{entry.Key}={(entry.Value.Length > 0 ? entry.Value : "*")}"));
        if (_open.Length > 0) _buckets = new BucketTable(bucket, bucketsMax);
        else _bucket = new TokenBucket(bucket);
    }

    public BucketSettings Settings { get; }

    public int BucketsMax { get; }

    public bool IsShadow { get; }

    /// <summary>Its entries, for people and to know it again.</summary>
    public string Text { get; }

    /// <summary>Buckets there are now.</summary>
    public int Buckets => _buckets?.Count ?? 1;

    /// <summary>Buckets dropped because there were too many.</summary>
    public long Evictions => _buckets?.Evictions ?? 0;

    public bool Fits(Descriptor descriptor)
    {
        if (descriptor.Count != _entries.Length) return false;
        for (var i = 0; i < _entries.Length; i++)
        {
            if (!string.Equals(descriptor.Key(i), _entries[i].Key, StringComparison.Ordinal)) return false;
            if (_entries[i].Value.Length > 0 && !descriptor.Value(i).SequenceEqual(_entries[i].Value)) return false;
        }

        return true;
    }

    /// <param name="descriptor">One that fits.</param>
    public BucketReading TryTake(Descriptor descriptor, Instant now) => _buckets?.TryTake(descriptor.Join(_open), now) ?? _bucket!.TryTake(now);

    public void TakeOver(LimitRule previous, Instant now)
    {
        var isSame = previous.Settings == Settings && previous.BucketsMax == BucketsMax;
        if (previous._bucket is { } bucket) _bucket = isSame ? bucket : TokenBucket.Continue(bucket, Settings, now);
        if (previous._buckets is { } buckets) _buckets = isSame ? buckets : BucketTable.Continue(buckets, Settings, BucketsMax, now);
    }
}
