using ActorMesh.DataPlane.Clusters.Balancing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class WeightedTurnsTests
{
    private static readonly Gen<ulong[]> ShortCycles = Gen.ULong[1, 30].Array[1, 20];
    private static readonly Gen<ulong[]> LongCycles =
        Gen.ULong[1, 20_000].Array[2, 8].Where(weights => CycleOf(weights) is > 4096 and < 200_000);

    [Fact]
    public void A_cycle_deals_exactly_by_weight_wherever_it_starts() =>
        Gen.Select(Gen.OneOf(ShortCycles, LongCycles), Gen.ULong, Gen.Int[0, 1000]).Sample(
            (weights, seed, skipped) =>
            {
                var turns = new WeightedTurns(weights, new FastRandom(seed));
                for (var i = 0; i < skipped; i++) turns.Next();
                Assert.Equal(turns.Weights.Select(weight => (int)weight), Deal(turns, weights.Length, (int)CycleOf(weights)));
            },
            iter: 50);

    [Fact]
    public void Weights_without_their_common_divisor_deal_alike() =>
        Gen.Select(ShortCycles, Gen.ULong[1, 1_000_000], Gen.ULong).Sample((weights, factor, seed) =>
        {
            var turns = new WeightedTurns(weights, new FastRandom(seed));
            var scaled = new WeightedTurns([.. weights.Select(weight => weight * factor)], new FastRandom(seed));
            Assert.Equal(turns.Weights, scaled.Weights);
            for (var i = 0; i < 50; i++) Assert.Equal(turns.Next(), scaled.Next());
        });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(99, 1)]
    [InlineData(7, 7, 3, 2, 1)]
    [InlineData(5000, 2500, 1001)] // A long cycle.
    public void Turns_are_spread_and_do_not_come_in_bursts(params int[] weights)
    {
        var turns = new WeightedTurns([.. weights.Select(weight => (ulong)weight)], new FastRandom(1));
        var sum = (double)weights.Sum();
        var dealt = new int[weights.Length];
        // After any number of turns, from any start, each has had its share but for a few turns.
        for (var turn = 1; turn <= 3 * sum; turn++)
        {
            dealt[turns.Next()]++;
            for (var i = 0; i < weights.Length; i++) Assert.InRange(dealt[i] - turn * weights[i] / sum, -3, 3);
        }
    }

    [Fact]
    public void A_heavy_host_among_many_light_ones_takes_about_every_other_turn()
    {
        var turns = new WeightedTurns([100, .. Enumerable.Repeat(1UL, 100)], new FastRandom(1));
        var dealt = Enumerable.Range(0, 400).Select(_ => turns.Next() == 0).ToArray();
        for (var start = 0; start + 20 <= dealt.Length; start++) Assert.InRange(dealt[start..(start + 20)].Count(heavy => heavy), 7, 13);
    }

    [Fact]
    public void Enormous_weights_keep_their_proportion()
    {
        var turns = new WeightedTurns([ulong.MaxValue / 4, ulong.MaxValue / 2, 1], new FastRandom(1));
        var dealt = Deal(turns, 3, 30_000);
        Assert.InRange(dealt[0], 9_990, 10_010);
        Assert.InRange(dealt[1], 19_990, 20_010);
        Assert.InRange(dealt[2], 0, 1);
    }

    [Theory]
    [InlineData(1, 2, 3, 4)]
    [InlineData(10_000, 20_001, 3_000, 40_000)]
    public void Draws_follow_weight(params int[] weights)
    {
        var random = new FastRandom(3);
        var turns = new WeightedTurns([.. weights.Select(weight => (ulong)weight)], random);
        var counts = new int[weights.Length];
        for (var i = 0; i < 100_000; i++) counts[turns.Draw(random)]++;
        Assert.True(Fleet.ChiSquare(counts, [.. weights.Select(weight => (double)weight)]) < Fleet.ChiSquareMax(weights.Length - 1));
    }

    [Fact]
    public void The_start_is_drawn()
    {
        var firsts = Enumerable.Range(0, 50).Select(seed => new WeightedTurns([1, 1, 1, 1], new FastRandom((ulong)seed)).Next());
        Assert.Equal([0, 1, 2, 3], firsts.Distinct().Order());
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(4, 3, 2, 1)]
    public async Task Many_threads_together_deal_exactly_by_weight(params int[] weights)
    {
        const int Threads = 8, TurnsEach = 10_000;
        var turns = new WeightedTurns([.. weights.Select(weight => (ulong)weight)], new FastRandom(1));
        var dealt = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() => Deal(turns, weights.Length, TurnsEach))));
        var unit = Threads * TurnsEach / weights.Sum();
        for (var i = 0; i < weights.Length; i++) Assert.Equal(unit * weights[i], dealt.Sum(counts => counts[i]));
    }

    private static int[] Deal(WeightedTurns turns, int owners, int count)
    {
        var dealt = new int[owners];
        for (var i = 0; i < count; i++) dealt[turns.Next()]++;
        return dealt;
    }

    private static ulong CycleOf(ulong[] weights)
    {
        var divisor = weights.Aggregate(GreatestCommonDivisor);
        return weights.Aggregate(0UL, (sum, weight) => sum + weight / divisor);
    }

    private static ulong GreatestCommonDivisor(ulong a, ulong b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
