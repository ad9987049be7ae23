using ActorMesh.Cli.Up;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Up;

public sealed class MeshWatchTests
{
    [Fact]
    public async Task A_file_that_is_gone_when_the_watch_begins_is_waited_for()
    {
        using var stop = new CancellationTokenSource();
        var watching = new MeshWatch(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.conf"), [], null!, null!, TimeProvider.System).Run(stop.Token);
        await stop.CancelAsync();

        await watching;
    }
}
