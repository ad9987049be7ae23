using System.Numerics;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>
/// A bucket for each key, of one kind. Not more than a bound: a key too many drops the bucket that was used longest ago, and the key of a
/// dropped bucket begins again with a full one. Safe from any thread; a known key allocates nothing.
/// </summary>
/// <remarks>
/// Large tables are split into parts by hash, each with a lock that is held for one look-up, and each keeps its own order of use: the bound
/// is exact, the order is exact within a part.
/// </remarks>
public sealed class BucketTable
{
    private const int PartsMax = 16;
    private const int KeysPerPartMin = 64;

    private readonly BucketTablePart[] _parts;
    private long _evictions;

    /// <param name="settings">Of each bucket.</param>
    /// <param name="keysMax">At least 1.</param>
    public BucketTable(BucketSettings settings, int keysMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keysMax, 1);
        (Settings, KeysMax) = (settings, keysMax);
        var parts = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(keysMax / KeysPerPartMin, 1, PartsMax));
        _parts = [.. Enumerable.Range(0, parts).Select(part => new BucketTablePart(settings, (keysMax / parts) + (part < keysMax % parts ? 1 : 0)))];
    }

    public BucketSettings Settings { get; }

    public int KeysMax { get; }

    /// <summary>Keys that have a bucket now.</summary>
    public int Count => _parts.Sum(part => part.Count);

    /// <summary>Buckets dropped because there were too many, ever.</summary>
    public long Evictions => Volatile.Read(ref _evictions);

    /// <summary>A table of other settings in which each key has as many tokens as in <paramref name="before"/>.</summary>
    public static BucketTable Continue(BucketTable before, BucketSettings settings, int keysMax, Instant now)
    {
        var table = new BucketTable(settings, keysMax) { _evictions = before.Evictions };
        foreach (var part in before._parts)
            foreach (var (key, bucket) in part.OldestFirst())
                table.PartOf(KeyComparer.Hash(key)).Put(key, TokenBucket.Continue(bucket, settings, now));
        return table;
    }

    /// <summary>Takes a token out of the key's bucket if there is one.</summary>
    public BucketReading TryTake(ReadOnlySpan<byte> key, Instant now)
    {
        var bucket = PartOf(KeyComparer.Hash(key)).Find(key, out var hasEvicted);
        if (hasEvicted) Interlocked.Increment(ref _evictions);
        return bucket.TryTake(now);
    }

    private BucketTablePart PartOf(int hash) => _parts[(hash >>> 16) & (_parts.Length - 1)];
}
