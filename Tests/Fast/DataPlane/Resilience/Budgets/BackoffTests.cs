using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Resilience.Budgets;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Budgets;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 25)]
    [InlineData(2, 50)]
    [InlineData(3, 100)]
    [InlineData(4, 200)]
    [InlineData(5, 250)]
    [InlineData(60, 250)]
    [InlineData(5000, 250)]
    public void Ceilings_double_up_to_the_longest_wait(int retry, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), (Backoff.Default with { Jitter = false }).Wait(retry, draw: 0.3));

    [Fact]
    public void A_wait_is_drawn_between_nothing_and_its_ceiling() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[0, 0.999_999]).Sample((retry, draw) =>
        {
            var ceiling = (Backoff.Default with { Jitter = false }).Wait(retry, draw);
            var wait = Backoff.Default.Wait(retry, draw);
            Assert.InRange(wait, TimeSpan.Zero, ceiling - TimeSpan.FromTicks(1));
            Assert.InRange((ceiling * draw - wait).Ticks, -1, 1);
        });

    [Fact]
    public void Waits_spread_evenly()
    {
        var (random, tenths) = (new FastRandom(7), new int[10]);
        for (var i = 0; i < 100_000; i++) tenths[(int)(Backoff.Default.Wait(2, random.NextFraction()).TotalMilliseconds / 5)]++;
        Assert.All(tenths, count => Assert.InRange(count, 9_600, 10_400));
    }
}
