using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>What takes minutes because certificates have to grow old. It hardly works meanwhile, so all of it runs at once.</summary>
public sealed class LongRuns : IAsyncLifetime
{
    internal Task<string> Rotation { get; private set; } = null!;

    internal Task<string> Loss { get; private set; } = null!;

    /// <inheritdoc/>
    public Task InitializeAsync()
    {
        (Rotation, Loss) = (RotationTests.Run(), ControlPlaneLossTests.Run());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.WhenAll(Rotation, Loss).ContinueWith(_ => { }, TaskScheduler.Default);
}
