using ActorMesh.DataPlane.Clusters.Balancing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class MersenneTwisterTests
{
    /// <summary>The C++ standard fixes the 10,000th number of mt19937 with its default seed (ISO/IEC 14882, rand.predef).</summary>
    [Fact]
    public void The_ten_thousandth_number_is_that_of_the_standard()
    {
        var twister = new MersenneTwister(new uint[MersenneTwister.StateLength], seed: 5489);
        Assert.Equal(3499211612u, twister.Next());
        for (var i = 2; i < 10_000; i++) twister.Next();
        Assert.Equal(4123659995u, twister.Next());
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(3u)]
    [InlineData(100u)]
    public void Draws_stay_below_their_limit(uint limit)
    {
        var twister = new MersenneTwister(new uint[MersenneTwister.StateLength], seed: 1);
        for (var i = 0; i < 10_000; i++) Assert.InRange(twister.Below(limit), 0u, limit - 1);
    }
}
