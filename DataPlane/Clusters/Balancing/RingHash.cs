using System.Buffers.Text;
using System.IO.Hashing;
using System.Numerics;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>Consistent hashing on a ketama ring: a request goes to the first entry at or after its hash.</summary>
/// <remarks>
/// Removing a host moves its own keys alone, as long as the others keep their number of entries. Each host has entries in proportion
/// to weight, scaled so that the lightest has a whole number of them and the ring its least size; so with fewer hosts each has some more,
/// and a few other keys move as well. An entry's place is xxHash64 (seed 0) of <c>KEY_i</c>, i = 0, 1...; Envoy places entries at the same
/// points, so a fleet that runs both agrees on where a key lives.
/// Source: Envoy, "Ring hash" in its load balancer documentation; Karger et al., "Consistent hashing and random trees", STOC 1997.
/// </remarks>
internal sealed class RingHash : Balancer
{
    private readonly ulong[] _points;
    private readonly int[] _owners;
    private readonly int[] _firstOfBucket;
    private readonly int _bucketShift;

    /// <param name="hosts">Not empty; weights sum to 1.</param>
    /// <param name="sizeMin">Entries at least.</param>
    /// <param name="sizeMax">Entries at most, but for rounding.</param>
    public RingHash(HashedHost[] hosts, int sizeMin, int sizeMax)
        : base(Array.ConvertAll(hosts, host => host.Cell))
    {
        var lightest = hosts.Min(host => host.Weight);
        var scale = Math.Min(Math.Ceiling(lightest * sizeMin) / lightest, sizeMax);
        var points = new List<ulong>((int)Math.Ceiling(scale));
        var owners = new List<int>(points.Capacity);
        var target = 0.0;
        for (var owner = 0; owner < hosts.Length; owner++)
        {
            // The target is a running sum over all hosts, so that fractions left by one host are made up by the next.
            target += scale * hosts[owner].Weight;
            var before = points.Count;
            AddEntries(points, hosts[owner].Key, target);
            for (var i = before; i < points.Count; i++) owners.Add(owner);
        }

        _points = [.. points];
        _owners = [.. owners];
        Array.Sort(_points, _owners);
        _bucketShift = 64 - Math.Max(1, BitOperations.Log2((uint)_points.Length));
        _firstOfBucket = FirstOfBuckets(_points, _bucketShift);
    }

    public int Size => _points.Length;

    /// <summary>How many entries belong to the host at <paramref name="index"/>.</summary>
    public int EntriesOf(int index) => _owners.Count(owner => owner == index);

    public override int Choose(in PickContext context, int attempt)
    {
        var entry = FirstAtOrAfter(context.HashKey);
        if (attempt > 0) entry = (int)(((uint)entry + (uint)attempt) % (uint)_points.Length);
        return _owners[entry];
    }

    private int FirstAtOrAfter(ulong hash)
    {
        var entry = _firstOfBucket[hash >> _bucketShift];
        while (entry < _points.Length && _points[entry] < hash) entry++;
        return entry == _points.Length ? 0 : entry;
    }

    /// <summary>
    /// Points are uniform, so cutting the ring into about as many equal buckets as it has entries leaves one or two to look at. A
    /// binary search takes ten steps on the smallest default ring and mispredicts half of them.
    /// </summary>
    private static int[] FirstOfBuckets(ulong[] points, int bucketShift)
    {
        var firsts = new int[(ulong.MaxValue >> bucketShift) + 1];
        var entry = 0;
        for (var bucket = 0; bucket < firsts.Length; bucket++)
        {
            while (entry < points.Length && points[entry] < (ulong)bucket << bucketShift) entry++;
            firsts[bucket] = entry;
        }

        return firsts;
    }

    private static void AddEntries(List<ulong> points, byte[] key, double target)
    {
        const int DigitsMax = 10;
        var text = new byte[key.Length + 1 + DigitsMax];
        key.CopyTo(text, 0);
        text[key.Length] = (byte)'_';
        for (var i = 0; points.Count < target; i++)
        {
            Utf8Formatter.TryFormat(i, text.AsSpan(key.Length + 1), out var digits);
            points.Add(XxHash64.HashToUInt64(text.AsSpan(0, key.Length + 1 + digits)));
        }
    }
}
