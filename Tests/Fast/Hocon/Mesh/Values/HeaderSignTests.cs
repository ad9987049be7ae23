using ActorMesh.Hocon.Mesh.Values;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh.Values;

public sealed class HeaderSignTests
{
    [Theory]
    [InlineData("x-retry", "x-retry", null)]
    [InlineData("x-state=busy", "x-state", "busy")]
    [InlineData("x-state=a=b", "x-state", "a=b")]
    public void A_sign_is_read_and_written_back(string text, string name, string? value)
    {
        Assert.True(HeaderSign.TryParse(text, out var sign));
        Assert.Equal((name, value, text), (sign.Name, sign.Value, sign.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=busy")]
    [InlineData("x-state=")]
    [InlineData("x state")]
    [InlineData("x-state=a\nb")]
    public void Other_texts_are_none(string text) => Assert.False(HeaderSign.TryParse(text, out _));
}
