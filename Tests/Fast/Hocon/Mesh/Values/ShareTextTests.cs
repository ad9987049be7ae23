using ActorMesh.Hocon.Mesh.Values;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh.Values;

public sealed class ShareTextTests
{
    [Theory]
    [InlineData("5%", 0.05)]
    [InlineData("0.1%", 0.001)]
    [InlineData("100%", 1)]
    [InlineData("0%", 0)]
    public void Percents_are_shares_of_one(string text, double expected)
    {
        Assert.True(ShareText.TryParse(text, out var share, out _));
        Assert.Equal(expected, share, 12);
        Assert.Equal(text, ShareText.Of(share));
    }

    [Theory]
    [InlineData("0.5", "share '0.5' has no unit; write 0.5%")]
    [InlineData("x%", "share 'x%' does not start with a number; write it like 5% or 0.1%")]
    [InlineData("-1%", "share '-1%' does not start with a number; write it like 5% or 0.1%")]
    [InlineData("101%", "share '101%' is over 100%")]
    public void What_is_wrong_is_said(string text, string expected)
    {
        Assert.False(ShareText.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem);
    }
}
