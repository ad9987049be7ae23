using ActorMesh.DataPlane.Clusters.Balancing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class FastRandomTests
{
    [Fact]
    public void The_seed_replays_the_draws() => Gen.ULong.Sample(seed =>
    {
        var (first, second, other) = (new FastRandom(seed), new FastRandom(seed), new FastRandom(seed + 1));
        var draws = Enumerable.Range(0, 10).Select(_ => first.Next()).ToArray();
        Assert.Equal(draws, Enumerable.Range(0, 10).Select(_ => second.Next()));
        Assert.NotEqual(draws, Enumerable.Range(0, 10).Select(_ => other.Next()));
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(97)]
    public void Draws_below_a_limit_are_uniform(int limit)
    {
        var random = new FastRandom(42);
        var counts = new int[limit];
        for (var i = 0; i < 100_000; i++) counts[random.Below(limit)]++;
        Assert.True(Fleet.ChiSquare(counts, [.. Enumerable.Repeat(1.0, limit)]) < Fleet.ChiSquareMax(limit - 1));
    }

    [Fact]
    public void Fractions_stay_within_zero_and_one_and_average_a_half()
    {
        var random = new FastRandom(7);
        var fractions = Enumerable.Range(0, 100_000).Select(_ => random.NextFraction()).ToArray();
        Assert.All(fractions, fraction => Assert.InRange(fraction, 0, 0.9999999999999999));
        Assert.InRange(fractions.Average(), 0.495, 0.505);
    }
}
