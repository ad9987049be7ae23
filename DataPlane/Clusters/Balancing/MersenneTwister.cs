namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>MT19937 on borrowed memory: the generator that fixes the overflow order of bounded loads, equal in every proxy.</summary>
/// <remarks>
/// Everything else uses <see cref="FastRandom"/>. Seeding costs some 600 dependent multiplications (about a microsecond), paid only when
/// the host that a key belongs to is full. Source: Matsumoto and Nishimura, ACM TOMACS 8(1), 1998.
/// </remarks>
internal ref struct MersenneTwister
{
    public const int StateLength = 624;

    private const int Shift = 397;

    private readonly Span<uint> _state;
    private int _next;

    /// <param name="state">Working memory of <see cref="StateLength"/> words; its content does not matter.</param>
    /// <param name="seed">Only the seed decides the numbers that follow.</param>
    public MersenneTwister(Span<uint> state, uint seed)
    {
        _state = state[..StateLength];
        _state[0] = seed;
        for (var i = 1; i < StateLength; i++) _state[i] = 1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30)) + (uint)i;
    }

    public uint Next()
    {
        // The twist of one word needs only words that are still untwisted or already replaced, so it can wait until the word is asked for.
        var i = _next;
        var following = i + 1 == StateLength ? 0 : i + 1;
        var far = i + Shift < StateLength ? i + Shift : i + Shift - StateLength;
        var mixed = (_state[i] & 0x8000_0000u) | (_state[following] & 0x7FFF_FFFFu);
        var word = _state[i] = _state[far] ^ (mixed >> 1) ^ ((mixed & 1) * 0x9908_B0DFu);
        _next = following;

        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C_5680u;
        word ^= (word << 15) & 0xEFC6_0000u;
        return word ^ (word >> 18);
    }

    /// <summary>
    /// Uniform in 0..<paramref name="limit"/>-1: the top part of a draw, redrawn where it falls beyond the last whole share.
    /// </summary>
    public uint Below(uint limit)
    {
        var share = (1UL << 32) / limit;
        ulong drawn;
        do drawn = Next() / share;
        while (drawn >= limit);
        return (uint)drawn;
    }
}
