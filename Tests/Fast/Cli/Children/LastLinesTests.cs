using System.Text;
using ActorMesh.Cli.Children;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Children;

public sealed class LastLinesTests
{
    [Fact]
    public void Old_lines_are_forgotten_and_the_one_that_has_not_ended_counts() =>
        Assert.Equal(["c", "d", "e"], Lines(new LastLines(linesMax: 2), "a\nb\nc\n\nd\n", "e"));

    [Fact]
    public void A_line_comes_in_pieces() => Assert.Equal(["halves", "x"], Lines(new LastLines(), "hal", "ves\nx"));

    [Fact]
    public void A_line_without_end_takes_no_more_than_its_share() =>
        Assert.Equal(["abc", "d"], Lines(new LastLines(lengthMax: 3), string.Concat(Enumerable.Repeat("abc", 1000)), "\nd"));

    [Fact]
    public void What_could_move_a_cursor_is_left_out() => Assert.Equal(["[31mred"], Lines(new LastLines(), "\u001b[31m\rred\n"));

    private static IReadOnlyList<string> Lines(LastLines last, params string[] pieces)
    {
        foreach (var piece in pieces) last.Add(Encoding.UTF8.GetBytes(piece));
        return last.Lines;
    }
}
