using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Budgets;

/// <summary>
/// How often something happened lately, counted in tenths of a window. Eleven of them are added up, so that the last whole window is always
/// covered, and at most a tenth more.
/// </summary>
/// <remarks>
/// Lock-free and exact: each tenth is one word, its number above and its count below, and whoever comes first in a new tenth takes over the
/// word of one that has left the window. Who comes late, because its clock was read long ago, counts in the newer one.
/// </remarks>
/// <param name="window">At least 10 ticks.</param>
internal sealed class SlidingCount(TimeSpan window)
{
    private const int Tenths = 11;

    /// <summary>A tenth that is ahead by less than this is newer; one ahead by more is older, the number having wrapped.</summary>
    private const uint AheadMax = 1 << 16;

    private readonly long[] _tenths = new long[Tenths];
    private readonly long _tenth = Math.Max(1, window.Ticks / 10);

    public void Add(Instant now)
    {
        var number = Number(now);
        ref var word = ref _tenths[number % Tenths];
        var seen = Volatile.Read(ref word);
        while (true)
        {
            var next = NumberIn(seen) - number < AheadMax ? seen + 1 : ((long)number << 32) | 1;
            var found = Interlocked.CompareExchange(ref word, next, seen);
            if (found == seen) return;
            seen = found;
        }
    }

    public long Sum(Instant now)
    {
        var number = Number(now);
        var sum = 0L;
        for (var i = 0; i < Tenths; i++)
        {
            var word = Volatile.Read(ref _tenths[i]);
            if (number - NumberIn(word) < Tenths || NumberIn(word) - number < AheadMax) sum += (uint)word;
        }

        return sum;
    }

    private static uint NumberIn(long word) => (uint)(word >>> 32);

    private uint Number(Instant now) => (uint)(now.Ticks / _tenth);
}
