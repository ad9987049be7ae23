using ActorMesh.Cli.Sidecars;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

public sealed class RestingFileTests
{
    private static readonly FileStamp First = Stamp("a", 1, 100), Half = Stamp("a", 2, 10), Second = Stamp("a", 2, 120), Turned = Stamp("b", 2, 120);

    [Fact]
    public void A_file_that_stays_is_never_read_again()
    {
        var file = new RestingFile(First);
        Assert.All(Enumerable.Repeat(First, 5), stamp => Assert.False(file.Look(stamp)));
    }

    [Fact]
    public void A_change_counts_once_it_has_come_to_rest()
    {
        var file = new RestingFile(First);
        Assert.Equal([false, false, true, false, false], Looks(file, Half, Second, Second, Second, Second));
    }

    [Fact]
    public void A_file_that_is_gone_for_a_moment_is_waited_for()
    {
        var file = new RestingFile(First);
        Assert.Equal([false, false, false, true, false], Looks(file, null, null, Second, Second, Second));
    }

    [Fact]
    public void A_file_that_comes_back_as_it_was_is_no_change()
    {
        var file = new RestingFile(First);
        Assert.Equal([false, false, false, false], Looks(file, null, First, First, First));
    }

    [Fact]
    public void A_link_that_turns_is_a_change_even_when_date_and_length_are_the_same()
    {
        var file = new RestingFile(Second);
        Assert.Equal([false, true], Looks(file, Turned, Turned));
    }

    private static List<bool> Looks(RestingFile file, params FileStamp?[] stamps) => stamps.Select(file.Look).ToList();

    private static FileStamp Stamp(string target, int second, long bytes) => new(target, new DateTime(2026, 1, 1, 0, 0, second, DateTimeKind.Utc), bytes);
}
