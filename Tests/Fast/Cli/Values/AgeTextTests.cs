using ActorMesh.Cli.Values;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Values;

public sealed class AgeTextTests
{
    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(60, "1m")]
    [InlineData(3599, "59m")]
    [InlineData(3600, "1h00m")]
    [InlineData(86_399, "23h59m")]
    [InlineData(300_000, "3d")]
    public void An_age_is_shown_in_its_largest_unit(int seconds, string expected) => Assert.Equal(expected, AgeText.Of(TimeSpan.FromSeconds(seconds)));
}
