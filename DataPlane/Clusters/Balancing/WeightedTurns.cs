using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>Deals turns in proportion to weights, to any number of threads, without locks. Any whole cycle of turns is exact.</summary>
/// <remarks>
/// The only state that moves is one counter; who owns the n-th turn is a pure function of n. A queue ordered by deadline, the usual
/// way, needs a lock around each pick. A cycle is as long as the sum of the weights (after their common divisor):
/// <list type="bullet">
/// <item>Equal weights: the n-th turn is n modulo their number.</item>
/// <item>A short cycle is laid out once, earliest deadline first. A host of weight w is due every 1/w, each host from a phase of its own:
/// if all began at 0, hosts of equal weight would fall due together, and a heavy host among a hundred light ones would be dealt
/// all its turns in one burst and then none. Multiples of the golden ratio keep any number of phases apart.</item>
/// <item>A long cycle is walked in golden-ratio steps over the weights laid end to end. The step shares no divisor with the length,
/// so a cycle visits every unit of weight once, and a rotation revisits an interval after at most three different gaps (three-distance
/// theorem), so turns stay spread. Short cycles cannot use it: the only steps for a length of 6 are 1 and 5, which deal in bursts.</item>
/// </list>
/// </remarks>
internal sealed class WeightedTurns
{
    /// <summary>Longest cycle that is laid out: 16 KiB, some 0.3 ms to sort.</summary>
    private const ulong ScheduleLengthMax = 4096;

    private const double GoldenRatio = 0.6180339887498949;

    private readonly ulong _cycle;
    private readonly ulong _stride;
    private readonly int[]? _schedule;
    private readonly ulong[]? _ends;
    private PaddedCounter _turn;

    /// <param name="weights">At least one, each 1 or more.</param>
    /// <param name="random">
    /// Draws where the first cycle starts, so that proxies that start together do not all begin with the same host.
    /// </param>
    public WeightedTurns(ReadOnlySpan<ulong> weights, FastRandom random)
    {
        Weights = Reduced(weights);
        foreach (var weight in Weights) _cycle += weight;
        _turn.Value = (long)random.Below(_cycle);
        if (AllEqual) return;
        if (_cycle <= ScheduleLengthMax) _schedule = EarliestDeadlineFirst(Weights, (int)_cycle);
        else (_ends, _stride) = (EndsOf(Weights), GoldenStride(_cycle));
    }

    /// <summary>The weights without their common divisor. Their sum is at most 2^32.</summary>
    public uint[] Weights { get; }

    public bool AllEqual => _cycle == (ulong)Weights.Length;

    /// <summary>Takes the next turn.</summary>
    /// <returns>Index of its owner.</returns>
    public int Next()
    {
        var turn = (ulong)Interlocked.Increment(ref _turn.Value) % _cycle;
        return _ends is null ? OwnerOfShort(turn) : OwnerOfUnit(turn * _stride % _cycle);
    }

    /// <summary>Draws an index with probability in proportion to its weight; takes no turn.</summary>
    public int Draw(FastRandom random)
    {
        var unit = random.Below(_cycle);
        return _ends is null ? OwnerOfShort(unit) : OwnerOfUnit(unit);
    }

    private int OwnerOfShort(ulong turn) => _schedule is null ? (int)turn : _schedule[turn];

    private int OwnerOfUnit(ulong unit)
    {
        var ends = _ends!;
        int low = 0, high = ends.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ends[middle] > unit) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static uint[] Reduced(ReadOnlySpan<ulong> weights)
    {
        UInt128 sum = 0;
        ulong divisor = 0;
        foreach (var weight in weights)
        {
            divisor = GreatestCommonDivisor(divisor, weight);
            sum += weight;
        }

        sum /= divisor;
        // Halving beyond 2^32 keeps turn * stride within 64 bits; what it loses is less than one part in 2^31 of the heaviest.
        var bits = 128 - (int)UInt128.LeadingZeroCount(sum);
        var excess = bits <= 32 ? 0 : bits - 31;
        var reduced = new uint[weights.Length];
        for (var i = 0; i < reduced.Length; i++) reduced[i] = (uint)Math.Max(1, (weights[i] / divisor) >> excess);
        return reduced;
    }

    private static int[] EarliestDeadlineFirst(uint[] weights, int cycle)
    {
        var turns = new (double Deadline, int Owner)[cycle];
        var next = 0;
        for (var owner = 0; owner < weights.Length; owner++)
        {
            var phase = (owner + 1) * GoldenRatio % 1;
            for (var k = 0; k < weights[owner]; k++) turns[next++] = ((k + phase) / weights[owner], owner);
        }

        Array.Sort(turns);
        return Array.ConvertAll(turns, turn => turn.Owner);
    }

    private static ulong[] EndsOf(uint[] weights)
    {
        var ends = new ulong[weights.Length];
        var end = 0UL;
        for (var i = 0; i < ends.Length; i++) ends[i] = end += weights[i];
        return ends;
    }

    private static ulong GoldenStride(ulong cycle)
    {
        var stride = (ulong)(cycle * GoldenRatio);
        while (GreatestCommonDivisor(stride, cycle) != 1) stride++;
        return stride;
    }

    private static ulong GreatestCommonDivisor(ulong a, ulong b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    /// <summary>
    /// A counter alone on its cache lines: every pick writes it, and the fields beside it are read by every pick on every core.
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct PaddedCounter
    {
        [FieldOffset(128)]
        public long Value;
    }
}
