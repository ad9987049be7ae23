using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.Fast.ControlPlane;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Membership;

/// <summary>Sidecars that joined the cluster, while their identity is denied.</summary>
public sealed class DeniedMembersActorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<ActorSystem> _systems = [];

    [Fact]
    public async Task They_are_taken_out_and_control_nodes_stay()
    {
        var isDenied = false;
        var first = Start(MemberRole.Control);
        var seed = ClusterMember.AddressOf(first);
        var (second, sidecar) = (Start(MemberRole.Control, seed), Start(MemberRole.Sidecar, seed));
        await Eventually.Holds("all are up", () => Up(first) == 3 && Up(second) == 3 && Up(sidecar) == 3, Patience);
        var watch = first.ActorOf(DeniedMembersActor.Props(() => isDenied));
        watch.Tell(new DeniedMembersActor.Look());

        isDenied = true;
        watch.Tell(new DeniedMembersActor.Look());

        await sidecar.WhenTerminated.WaitAsync(Patience);
        Assert.Equal(ClusterMember.DownedExitCode, ClusterMember.ExitCodeOf(sidecar));
        await Eventually.Holds("control nodes stay", () => Up(first) == 2 && Up(second) == 2, Patience);

        var late = Start(MemberRole.Sidecar, seed);
        await late.WhenTerminated.WaitAsync(Patience);
        Assert.Equal((2, 2), (Up(first), Up(second)));
    }

    public void Dispose()
    {
        foreach (var system in _systems) system.Terminate().Wait(Patience);
    }

    private ActorSystem Start(string role, params MemberAddress[] seeds)
    {
        var system = ClusterMember.Start(new MemberSettings(new MemberAddress("127.0.0.1", 0), seeds, [role]) { Timings = QuickCluster.Timings }, QuickCluster.Abrupt);
        _systems.Add(system);
        return system;
    }

    private static int Up(ActorSystem system) => MemberView.Of(system).Count(member => member.Status == "up");
}
