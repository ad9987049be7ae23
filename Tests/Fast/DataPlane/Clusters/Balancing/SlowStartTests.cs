using ActorMesh.DataPlane.Clusters.Balancing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class SlowStartTests
{
    [Theory]
    [InlineData(1.0, 0, 10)] // Never less than the minimum.
    [InlineData(1.0, 5, 10)]
    [InlineData(1.0, 15, 25)]
    [InlineData(1.0, 30, 50)]
    [InlineData(1.0, 60, 100)]
    [InlineData(1.0, 600, 100)]
    [InlineData(2.0, 15, 50)] // The square root of a quarter.
    [InlineData(0.5, 30, 25)] // The square of a half.
    public void Weight_grows_over_the_window(double aggression, int seconds, int percent)
    {
        var slowStart = new SlowStart(TimeSpan.FromSeconds(60)) { Aggression = aggression };
        Assert.Equal(percent, slowStart.WarmthPercentAfter(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Without_a_window_an_endpoint_counts_in_full_at_once() =>
        Assert.Equal(100, new SlowStart(TimeSpan.Zero).WarmthPercentAfter(TimeSpan.Zero));

    [Fact]
    public void Weight_never_shrinks() =>
        Gen.Select(Gen.Double[0.1, 10], Gen.Int[0, 70_000], Gen.Int[0, 70_000]).Sample((aggression, one, other) =>
        {
            var slowStart = new SlowStart(TimeSpan.FromSeconds(60)) { Aggression = aggression };
            var (earlier, later) = (Math.Min(one, other), Math.Max(one, other));
            var grown = slowStart.WarmthPercentAfter(TimeSpan.FromMilliseconds(later));
            Assert.InRange(slowStart.WarmthPercentAfter(TimeSpan.FromMilliseconds(earlier)), 10, grown);
        });

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlowStart(TimeSpan.Zero) { Aggression = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlowStart(TimeSpan.Zero) { WeightPercentMin = 0 });
    }
}
