using ActorMesh.Cli;
using ActorMesh.Cli.Beginning;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Beginning;

public sealed class InitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string File => Path.Combine(_folder.FullName, "mesh.conf");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_file_to_begin_with_has_nothing_wrong_with_it()
    {
        Assert.Equal(ExitCode.Done, (await CommandRun.Of($"init {File}")).Code);
        var lint = await CommandRun.Of($"lint {File} --fail-on warning");
        Assert.Equal((ExitCode.Done, ""), (lint.Code, lint.Data));
    }

    [Fact]
    public async Task A_file_that_is_there_stays_unless_told_otherwise()
    {
        await System.IO.File.WriteAllTextAsync(File, "mine");
        var refused = await CommandRun.Of($"init {File}");
        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.Contains("stays as it is; --force replaces it", refused.Talk);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File));

        Assert.Equal(ExitCode.Done, (await CommandRun.Of($"init {File} --force")).Code);
        Assert.Equal(ShopFile.Text, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        var refused = await CommandRun.Of($"init {_folder.FullName}/none/mesh.conf");
        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.Contains("none/mesh.conf cannot be written", refused.Talk);
    }

    [Fact]
    public async Task Stdout_gets_the_text_and_nothing_else()
    {
        var run = await CommandRun.Of("init -");
        Assert.Equal((ExitCode.Done, ShopFile.Text, ""), (run.Code, run.Data, run.Talk));
        Assert.InRange(ShopFile.Text.Split('\n').Count(line => line.Length > 0 && !line.TrimStart().StartsWith('#')), 1, 10);
    }
}
