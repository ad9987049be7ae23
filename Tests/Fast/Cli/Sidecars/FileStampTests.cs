using ActorMesh.Cli.Sidecars;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

/// <summary>On real files, for what they tell is the system's business.</summary>
public sealed class FileStampTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-stamp-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "sidecar.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_is_not_there_has_none()
    {
        Assert.Null(FileStamp.Of(Path));
        Assert.Null(FileStamp.Of(System.IO.Path.Combine(_folder, "no", "folder", "either")));
        Assert.Null(FileStamp.Of(_folder));
    }

    [Fact]
    public void A_file_that_stays_keeps_its_stamp()
    {
        File.WriteAllText(Path, "one");
        Assert.NotNull(FileStamp.Of(Path));
        Assert.Equal(FileStamp.Of(Path), FileStamp.Of(Path));
    }

    [Fact]
    public void Length_and_date_each_make_another_stamp()
    {
        File.WriteAllText(Path, "one");
        var (date, first) = (File.GetLastWriteTimeUtc(Path), FileStamp.Of(Path));
        File.WriteAllText(Path, "three");
        File.SetLastWriteTimeUtc(Path, date);
        var second = FileStamp.Of(Path);
        Assert.NotEqual(first, second);
        File.SetLastWriteTimeUtc(Path, date.AddTicks(10));
        Assert.NotEqual(second, FileStamp.Of(Path));
    }

    [Fact]
    public void A_link_counts_as_the_file_that_it_leads_to()
    {
        var (one, two) = (Path + ".1", Path + ".2");
        File.WriteAllText(one, "same");
        File.WriteAllText(two, "same");
        File.SetLastWriteTimeUtc(two, File.GetLastWriteTimeUtc(one));
        var mounted = System.IO.Path.Combine(_folder, "mounted"); // As a ConfigMap is: a link to a link.
        File.CreateSymbolicLink(Path, one);
        File.CreateSymbolicLink(mounted, Path);
        Assert.Equal(FileStamp.Of(one), FileStamp.Of(mounted));
        var before = FileStamp.Of(mounted);

        File.Delete(Path);
        Assert.Null(FileStamp.Of(mounted));
        File.CreateSymbolicLink(Path, two);
        Assert.NotEqual(before, FileStamp.Of(mounted));
    }

    [Fact]
    public void A_file_that_is_being_written_is_waited_for()
    {
        File.WriteAllText(Path, "whole");
        var resting = new RestingFile(FileStamp.Of(Path));
        using (var writer = File.CreateText(Path))
        {
            for (var part = 0; part < 4; part++)
            {
                writer.Write("part");
                writer.Flush();
                Assert.False(resting.Look(FileStamp.Of(Path)));
            }
        }

        Assert.True(resting.Look(FileStamp.Of(Path)));
        Assert.False(resting.Look(FileStamp.Of(Path)));
    }
}
