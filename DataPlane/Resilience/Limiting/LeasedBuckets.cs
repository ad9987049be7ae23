using System.Collections.Concurrent;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>
/// The limits of the whole mesh that requests of this sidecar met, each with its leases. Not more than a bound: one too many drops one that was
/// not used for long, whose tokens are lost. Safe from any thread; finding a known one takes no lock and allocates nothing.
/// </summary>
public sealed class LeasedBuckets
{
    /// <summary>How many there may be by default.</summary>
    public const int KeysMaxDefault = 10_000;

    private readonly ConcurrentDictionary<byte[], LeasedBucket> _buckets = new(KeyComparer.Instance);
    private readonly ConcurrentDictionary<byte[], LeasedBucket>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly ConcurrentDictionary<string, GlobalLimitCounters> _outcomes = new(StringComparer.Ordinal);
    private readonly Queue<LeasedBucket> _oldestFirst = [];
    private readonly Lock _gate = new();
    private readonly int _keysMax;
    private volatile Action<LeasedBucket>? _wants;
    private long _asks;

    /// <param name="clock">Its wall clock tells a machine that slept, for which the monotonic one stands still.</param>
    /// <param name="keysMax">At least 1.</param>
    public LeasedBuckets(TimeProvider clock, int keysMax = KeysMaxDefault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keysMax, 1);
        (Clock, _keysMax) = (clock, keysMax);
        _bySpan = _buckets.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public LeaseCounters Counters { get; } = new();

    public int Count => _buckets.Count;

    /// <summary>What limits of the whole mesh did to requests, by the cluster of their routes.</summary>
    public IReadOnlyDictionary<string, GlobalLimitCounters> Outcomes => _outcomes;

    /// <param name="cluster">Its name.</param>
    internal GlobalLimitCounters OutcomesOf(string cluster) => _outcomes.GetOrAdd(cluster, _ => new GlobalLimitCounters());

    /// <summary>True while coordinators can be asked.</summary>
    public bool IsLinked => _wants is not null;

    /// <param name="key">A name in its binary form: <see cref="LeaseName.Write"/>.</param>
    public LeasedBucket Find(ReadOnlySpan<byte> key)
    {
        if (!_bySpan.TryGetValue(key, out var bucket)) bucket = Add(key);
        if (!bucket.IsUsed) bucket.IsUsed = true;
        return bucket;
    }

    /// <summary>There is a connection to the control plane.</summary>
    /// <param name="wants">Told by any thread when a bucket needs more tokens; must not block.</param>
    internal void Link(Action<LeasedBucket> wants) => _wants = wants;

    internal void Unlink() => _wants = null;

    internal TimeProvider Clock { get; }

    /// <summary>For an ask: rises over all buckets, so that the answer to one that was dropped is never taken for an answer to its successor.</summary>
    internal long NextNumber() => Interlocked.Increment(ref _asks);

    internal void Signal(LeasedBucket bucket)
    {
        if (_wants is { } wants) wants(bucket);
        else bucket.Unheard();
    }

    private LeasedBucket Add(ReadOnlySpan<byte> key)
    {
        lock (_gate)
        {
            if (_bySpan.TryGetValue(key, out var present)) return present;
            if (_buckets.Count >= _keysMax) Evict();
            var bucket = new LeasedBucket(this, key.ToArray());
            _buckets[bucket.Key] = bucket;
            _oldestFirst.Enqueue(bucket);
            return bucket;
        }
    }

    /// <summary>Goes round, and gives those that were used since the last round one more.</summary>
    private void Evict()
    {
        while (_oldestFirst.Dequeue() is { } oldest)
        {
            if (oldest.IsUsed)
            {
                oldest.IsUsed = false;
                _oldestFirst.Enqueue(oldest);
                continue;
            }

            _buckets.TryRemove(oldest.Key, out _);
            Counters.Evicted();
            return;
        }
    }
}
