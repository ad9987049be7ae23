using ActorMesh.Cli.Sidecars.Joining;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars.Joining;

public sealed class JoinedBootstrapTests
{
    private readonly List<string> _applied = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Looking_again_while_a_newer_one_comes_into_force_looks_at_the_newer_one()
    {
        using var bootstrap = new JoinedBootstrap(Apply);
        await bootstrap.Apply(Named("old"));
        var newer = bootstrap.Apply(Named("slow"));
        var again = bootstrap.Again();
        _first.SetResult();
        await newer;
        await again;

        Assert.Equal(["old", "slow", "slow"], _applied);
    }

    [Fact]
    public async Task Before_anything_was_told_there_is_nothing_to_look_at()
    {
        using var bootstrap = new JoinedBootstrap(Apply);

        await Assert.ThrowsAsync<ResourceException>(bootstrap.Again);
        Assert.Empty(_applied);
    }

    private static Bootstrap Named(string name) => new() { Node = new Node { Id = name } };

    private async Task<SidecarActor.Message.Applied> Apply(Bootstrap bootstrap)
    {
        if (bootstrap.Node.Id == "slow") await _first.Task;
        _applied.Add(bootstrap.Node.Id);
        return new SidecarActor.Message.Applied(_applied.Count, new SnapshotDiff([], [], []), new SnapshotDiff([], [], []));
    }
}
