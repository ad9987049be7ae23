using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.Lab.Scenarios;
using Xunit;

namespace ActorMesh.Tests.Fast.Lab.Scenarios;

public sealed class LatencyModelTests
{
    private const int Draws = 100_000;

    [Theory]
    [InlineData(LatencyShape.Constant, 100, 100, 100)]
    [InlineData(LatencyShape.Uniform, 100, 100, 149.5)]
    [InlineData(LatencyShape.Exponential, 69.3, 100, 460.5)]
    [InlineData(LatencyShape.Lognormal, 100, 110.3, 280)]
    public void Each_shape_has_its_median_its_mean_and_its_tail(LatencyShape shape, double median, double mean, double p99)
    {
        var model = new LatencyModel(shape, TimeSpan.FromMilliseconds(100), 0.5, TimeSpan.FromMilliseconds(280));
        var random = new FastRandom(7);
        var drawn = Enumerable.Range(0, Draws).Select(_ => model.Draw(random).TotalMilliseconds).Order().ToList();
        Assert.InRange(drawn[Draws / 2], median * 0.98, median * 1.02);
        Assert.InRange(drawn.Average(), mean * 0.98, mean * 1.02);
        Assert.InRange(drawn[Draws * 99 / 100], p99 * 0.95, p99 * 1.05);
        Assert.InRange(model.Mean.TotalMilliseconds, mean * 0.99, mean * 1.01);
        Assert.True(drawn[0] >= 0);
    }

    [Fact]
    public void Nothing_takes_no_time() => Assert.Equal(TimeSpan.Zero, LatencyModel.None.Draw(new FastRandom(1)));
}
