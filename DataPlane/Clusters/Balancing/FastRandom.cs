using System.Numerics;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>A source of random draws that costs a few cycles, allocates nothing and replays from its seed. Not for secrets.</summary>
/// <remarks>
/// Not thread-safe: give each stream its own. A race would only spoil the draws, yet two streams that drew the same numbers would
/// pick the same endpoints. Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021
/// (xoshiro256**, seeded through SplitMix64 as they advise).
/// </remarks>
public sealed class FastRandom
{
    private ulong _s0, _s1, _s2, _s3;

    public FastRandom(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in 0..<paramref name="limit"/>-1; 0 if <paramref name="limit"/> is 0.</summary>
    /// <remarks>
    /// Multiply-high in place of a division. It favours some values by less than limit / 2^64, which no balancer can notice.
    /// </remarks>
    public ulong Below(ulong limit) => Math.BigMul(Next(), limit, out _);

    /// <inheritdoc cref="Below(ulong)"/>
    public int Below(int limit) => (int)Below((ulong)limit);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextFraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
