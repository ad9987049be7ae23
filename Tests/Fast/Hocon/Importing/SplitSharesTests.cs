using ActorMesh.Hocon.Importing.Routing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Importing;

public sealed class SplitSharesTests
{
    [Fact]
    public void Shares_are_100_percent_together() => Gen.Long[0, 1_000_000].List[1, 20].Where(weights => weights.Sum() > 0).Sample(
        weights =>
        {
            var shares = SplitShares.Of(weights, out _);
            Assert.Equal(100m, shares.Sum());
            Assert.All(shares, share => Assert.InRange(share, 0, 100));
        },
        iter: 500, threads: 1);

    [Theory]
    [InlineData(true, 90, 10)]
    [InlineData(true, 1, 3)]
    [InlineData(false, 1, 2)]
    public void Rounding_is_told(bool exact, long first, long second)
    {
        SplitShares.Of([first, second], out var isExact);

        Assert.Equal(exact, isExact);
    }
}
