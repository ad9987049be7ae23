using ActorMesh.Hocon.Importing.Sources;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Importing;

public sealed class ForeignDurationTests
{
    [Theory]
    [InlineData("2s", 2000)]
    [InlineData("0.25s", 250)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("500ms", 500)]
    [InlineData("0", 0)]
    public void A_number_and_a_unit_one_after_the_other(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), ForeignDuration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1y")]
    [InlineData("1s2")]
    [InlineData("99999999999h")]
    [InlineData("1.2.3s")]
    public void Anything_else_is_none(string text) => Assert.Null(ForeignDuration.Parse(text));
}
