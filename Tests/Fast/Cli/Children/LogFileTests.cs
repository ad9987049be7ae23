using ActorMesh.Cli.Children;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Children;

public sealed class LogFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-log-").FullName;

    [Fact]
    public void It_can_be_read_while_it_is_written_and_is_appended_to_later()
    {
        using (var log = Log())
        {
            log.Add("one\n"u8);
            Assert.Equal("one\n", File.ReadAllText(log.Path));
        }
        using var again = Log();
        again.Add("two\n"u8);
        Assert.Equal("one\ntwo\n", File.ReadAllText(again.Path));
    }

    [Fact]
    public void A_full_one_makes_room_for_the_next_and_only_the_last_two_stay()
    {
        using var log = Log(bytesMax: 4);
        foreach (var word in new[] { "aaaa", "bb", "bb", "cccc", "dd" }) log.Add(System.Text.Encoding.ASCII.GetBytes(word));
        Assert.Equal(("dd", "cccc"), (File.ReadAllText(log.Path), File.ReadAllText($"{log.Path}.1")));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void After_its_end_nothing_is_written()
    {
        var log = Log();
        log.Dispose();
        log.Add("late"u8);
        Assert.Empty(File.ReadAllText(log.Path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LogFile Log(long bytesMax = 100) => new(Path.Combine(_folder, "a.log"), bytesMax);
}
