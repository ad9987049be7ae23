using ActorMesh.Cli.Terminals;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Terminals;

public sealed class ColourTests
{
    [Theory]
    [InlineData(false, "TERM=xterm", true)]
    [InlineData(false, "TERM=dumb", false)]
    [InlineData(false, "", false)]
    [InlineData(true, "TERM=xterm", false)]
    [InlineData(true, "FORCE_COLOR=1", true)]
    [InlineData(false, "TERM=xterm FORCE_COLOR=0", false)]
    [InlineData(false, "TERM=xterm NO_COLOR=1", false)]
    [InlineData(false, "FORCE_COLOR=1 NO_COLOR=1", false)]
    public void Colour_is_for_terminals_and_no_colour_wins(bool isRedirected, string environment, bool expected)
    {
        var pairs = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='));
        var variables = pairs.ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(expected, Colour.IsWanted(isRedirected, variables.GetValueOrDefault));
    }
}
