using ActorMesh.Cli.Describing;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Describing;

public sealed class ValueLineTests
{
    [Theory]
    [InlineData("v = 2s", "2s")]
    [InlineData("v = [GET, \"a b\"]", "[GET, \"a b\"]")]
    [InlineData("v { a = 1, b { c = [] } }", "{ a = 1, b = { c = [] } }")]
    [InlineData("v {}", "{}")]
    [InlineData("v = \"\"", "\"\"")]
    [InlineData("v = \"\\u001b[31mred\\\"\"", "\"\\u001b[31mred\\\"\"")]
    public void A_value_is_shown_on_one_line_and_moves_no_cursor(string text, string expected) => Assert.Equal(expected, Shown(text));

    [Fact]
    public void What_is_long_is_cut()
    {
        var shown = Shown($"v = [{string.Join(", ", Enumerable.Range(1, 10_000))}]");
        Assert.Equal(120, shown.Length);
        Assert.EndsWith("...", shown, StringComparison.Ordinal);
    }

    private static string Shown(string text) => ValueLine.Of(ConfigReader.Read(new SourceFile("a.conf", text)).Root!.Value("v")!);
}
