using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>Counts the attempts of the last while, and the bad ones among them, in ten buckets of time. Lock-free; counting allocates nothing.</summary>
/// <remarks>
/// <para>A bucket is one word: the time that it stands for, its bad attempts, its attempts. It is changed by compare-exchange only, so that
/// no attempt is lost when buckets rotate, and no reader sees a bad attempt without its attempt.</para>
/// <para>A bucket's time is kept to 24 bits: at ten seconds it repeats after 194 days. A bucket that is full (a million attempts) is halved,
/// which keeps its share.</para>
/// </remarks>
internal sealed class AttemptWindow(TimeSpan span)
{
    private const int Buckets = 10;
    private const int CountBits = 20;
    private const long CountMax = (1 << CountBits) - 1;
    private const long Bad = 1L << CountBits;
    private const int StampShift = 2 * CountBits;
    private const long StampMask = (1L << (64 - StampShift)) - 1;

    /// <summary>By how many buckets another thread's clock reading may be ahead; what is further ahead is long past.</summary>
    private const long AheadMax = 1024;

    private readonly long[] _buckets = new long[Buckets];
    private readonly ulong _bucketTicks = (ulong)Math.Max(1, span.Ticks / Buckets);

    public TimeSpan Span => span;

    public void Record(bool isBad, Instant now)
    {
        var time = TimeOf(now);
        ref var bucket = ref _buckets[(int)(time % Buckets)];
        var stamp = (long)time & StampMask;
        var seen = Volatile.Read(ref bucket);
        while (true)
        {
            var stampSeen = StampOf(seen);
            if (stampSeen != stamp && IsAhead(stampSeen, stamp) && seen != 0) return; // This thread slept a whole window long.
            var changed = Add(stampSeen == stamp ? seen : stamp << StampShift, isBad);
            var found = Interlocked.CompareExchange(ref bucket, changed, seen);
            if (found == seen) return;
            seen = found;
        }
    }

    public AttemptCount Read(Instant now)
    {
        var stamp = (long)TimeOf(now) & StampMask;
        long attempts = 0, bad = 0;
        for (var place = 0; place < Buckets; place++)
        {
            var bucket = Volatile.Read(ref _buckets[place]);
            var age = (stamp - StampOf(bucket)) & StampMask;
            if (age >= Buckets && !IsAhead(StampOf(bucket), stamp)) continue;
            attempts += AttemptsOf(bucket);
            bad += BadOf(bucket);
        }

        return new AttemptCount((int)bad, (int)attempts);
    }

    private ulong TimeOf(Instant now) => (ulong)now.Ticks / _bucketTicks;

    private static long Add(long bucket, bool isBad)
    {
        if (AttemptsOf(bucket) == CountMax) bucket = StampOf(bucket) << StampShift | BadOf(bucket) / 2 * Bad | CountMax / 2;
        return bucket + 1 + (isBad ? Bad : 0);
    }

    private static bool IsAhead(long stamp, long ofStamp) => ((stamp - ofStamp) & StampMask) is > 0 and <= AheadMax;

    private static long StampOf(long bucket) => (bucket >> StampShift) & StampMask;

    private static long BadOf(long bucket) => (bucket >> CountBits) & CountMax;

    private static long AttemptsOf(long bucket) => bucket & CountMax;
}
