using ActorMesh.Hocon.Compiling;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

public sealed class FractionsTests
{
    [Theory]
    [InlineData(0, "{ }")]
    [InlineData(1, "{ \"numerator\": 100 }")]
    [InlineData(0.05, "{ \"numerator\": 5 }")]
    [InlineData(0.005, "{ \"numerator\": 50, \"denominator\": \"TEN_THOUSAND\" }")]
    [InlineData(0.00001, "{ \"numerator\": 10, \"denominator\": \"MILLION\" }")]
    public void A_share_has_the_smallest_denominator_that_holds_it(double share, string fraction) => Assert.Equal(fraction, Fractions.Of(share).ToString());

    [Theory]
    [InlineData(new[] { 0.9, 0.1 }, new[] { 90u, 10u })]
    [InlineData(new[] { 1.0 }, new[] { 100u })]
    [InlineData(new[] { 0.999, 0.001 }, new[] { 9990u, 10u })]
    [InlineData(new[] { 1 / 3.0, 1 / 3.0, 1 / 3.0 }, new[] { 333_334u, 333_333u, 333_333u })]
    [InlineData(new[] { 0.3, 0.3 }, new[] { 30u, 30u })]
    public void Shares_become_whole_numbers(double[] shares, uint[] weights) => Assert.Equal(weights, Fractions.Weights(shares));

    [Fact]
    public void Shares_that_make_a_whole_make_a_round_sum_and_none_is_off_by_more_than_one() => Gen.Int[1, 1000].Array[1, 12].Sample(parts =>
    {
        var shares = parts.Select(part => part / (double)parts.Sum()).ToArray();
        var weights = Fractions.Weights(shares);
        var sum = weights.Sum(weight => weight);

        Assert.Contains(sum, (long[])[100, 10_000, 1_000_000]);
        Assert.All(shares.Zip(weights), pair => Assert.InRange(pair.Second - pair.First * sum, -1, 1));
    });
}
