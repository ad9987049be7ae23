using ActorMesh.Cli.Traffic;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Traffic;

public sealed class TrafficRateTests
{
    [Theory]
    [InlineData("50/s", 50, "50/s")]
    [InlineData("0.5/s", 0.5, "0.5/s")]
    [InlineData("30/m", 0.5, "0.5/s")]
    [InlineData("90/m", 1.5, "1.5/s")]
    [InlineData("7200/h", 2, "2/s")]
    [InlineData("off", 0, "off")]
    public void A_rate_has_a_unit(string text, double perSecond, string shown)
    {
        var rate = TrafficRate.Parse(text, out var problem)!;
        Assert.Equal(("", perSecond, shown), (problem, rate.PerSecond, rate.ToString()));
    }

    [Theory]
    [InlineData("50", "no unit")]
    [InlineData("fast", "number")]
    [InlineData("50/d", "unknown unit")]
    [InlineData("0/s", "not over 0")]
    [InlineData("10001/s", "at most 10000/s")]
    public void All_else_is_refused_with_a_reason(string text, string reason)
    {
        Assert.Null(TrafficRate.Parse(text, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
