using Microsoft.Extensions.Hosting;

namespace ActorMesh.Cli.Hosting;

/// <summary>For a web host that takes no signals: they are the program's.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
