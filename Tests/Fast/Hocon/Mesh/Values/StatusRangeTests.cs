using ActorMesh.Hocon.Mesh.Values;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh.Values;

public sealed class StatusRangeTests
{
    [Theory]
    [InlineData("200", 200, 200)]
    [InlineData("200-299", 200, 299)]
    [InlineData("100-599", 100, 599)]
    public void A_range_is_read_and_written_back(string text, int first, int last)
    {
        Assert.True(StatusRange.TryParse(text, out var range));
        Assert.Equal((first, last, text), (range.First, range.Last, range.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("299-200")]
    [InlineData("200-")]
    [InlineData("2xx")]
    [InlineData("-200")]
    public void Other_texts_are_none(string text) => Assert.False(StatusRange.TryParse(text, out _));
}
