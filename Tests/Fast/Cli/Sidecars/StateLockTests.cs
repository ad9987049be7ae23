using ActorMesh.Cli.Sidecars;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

/// <summary>Two sidecars never share what they keep.</summary>
public sealed class StateLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_second_is_refused_and_told_who_has_it_and_may_have_it_after_the_first()
    {
        using (StateLock.Take(_folder))
        {
            var refused = Assert.Throws<IOException>(() => StateLock.Take(_folder));
            Assert.Contains($"is in use by process {Environment.ProcessId};", refused.Message, StringComparison.Ordinal);
        }

        using var next = StateLock.Take(_folder);
        Assert.NotNull(next);
    }

    [Fact]
    public void A_folder_that_cannot_be_had_is_no_reason_not_to_start()
    {
        var path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "in the way");

        Assert.Null(StateLock.Take(path));
        Assert.Null(StateLock.Take(null));
    }
}
