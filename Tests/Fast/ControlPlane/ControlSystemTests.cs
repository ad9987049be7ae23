using System.Runtime.CompilerServices;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.Fast.ControlPlane.Authority;
using ActorMesh.Tests.Fast.ControlPlane.Documents;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Told = ActorMesh.Runtime.Contracts.Cluster.MeshHistory;

namespace ActorMesh.Tests.Fast.ControlPlane;

/// <summary>Control nodes as a cluster: one leads, and another goes on where it ended.</summary>
public sealed class ControlSystemTests : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly JournalFile _journal = new();
    private readonly List<ControlSystem> _nodes = [];

    [Fact]
    public async Task A_node_alone_leads_without_further_ado()
    {
        var node = Start([]);
        Assert.Equal(1, (await Apply(node, 1)).Accepted.Revision.Version);
        Assert.Equal(node.Address.ToString(), (await History(node)).Current.Leader);
        await node.Stop();
        Assert.Equal(0, node.ExitCode);
    }

    [Fact]
    public async Task When_the_leader_leaves_another_goes_on()
    {
        var nodes = await Three();
        var first = await Apply(nodes[2], 1);
        await nodes[0].Stop();
        var second = await Apply(nodes[2], 2);
        Assert.Equal(2, second.Accepted.Revision.Version);
        Assert.True(second.Accepted.Revision.Epoch > first.Accepted.Revision.Epoch);
        Assert.Equal([2L, 1L], (await History(nodes[1])).Revisions.Select(revision => revision.Version));
    }

    [Fact]
    public async Task When_the_leader_dies_another_goes_on()
    {
        var nodes = await Three();
        Assert.NotNull((await Apply(nodes[1], 1)).Accepted);
        await nodes[0].Actors.Terminate();
        Assert.Equal(2, (await Apply(nodes[1], 2)).Accepted.Revision.Version);
        Assert.NotEqual(nodes[0].Address.ToString(), (await History(nodes[2])).Current.Leader);
    }

    [Fact]
    public async Task A_node_that_the_cluster_gave_up_ends_and_says_so()
    {
        var nodes = await Three();
        await nodes[0].Actors.Terminate();
        await nodes[1].Actors.Terminate();
        await nodes[2].Ended.WaitAsync(Patience);
        Assert.Equal(ClusterMember.DownedExitCode, nodes[2].ExitCode);
    }

    [Fact]
    public void A_port_that_is_taken_is_said()
    {
        var node = Start([]);
        var refusal = Assert.Throws<MemberException>(() => Start([], node.Address.Port));
        Assert.Contains($"127.0.0.1:{node.Address.Port} cannot be listened on", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (var node in _nodes) node.Actors.Terminate().Wait(Patience);
        _journal.Dispose();
    }

    private ControlSystem Start(IReadOnlyList<MemberAddress> seeds, int port = 0)
    {
        var member = new MemberSettings(new MemberAddress("127.0.0.1", port), seeds, [MemberRole.Control]) { Timings = QuickCluster.Timings };
        var services = new ServiceCollection();
        ControlSystem.AddTo(services, new ControlSettings(member, _journal.Settings) { More = QuickCluster.Abrupt });
        var node = services.BuildServiceProvider().GetRequiredService<ControlSystem>();
        node.Lead();
        _nodes.Add(node);
        return node;
    }

    private async Task<List<ControlSystem>> Three()
    {
        var first = Start([]);
        await Until(() => Up(first) == 1);
        foreach (var _ in Enumerable.Range(0, 2)) Start([first.Address]);
        await Until(() => _nodes.TrueForAll(node => Up(node) == 3));
        return _nodes;
    }

    private static int Up(ControlSystem node) => MemberView.Of(node.Actors).Count(member => member.Status == "up");

    private static async Task<MeshOutcome> Apply(ControlSystem node, int number)
    {
        var apply = new ApplyMesh { Document = Meshes.Numbered(number) };
        for (var attempt = 0; ; attempt++)
        {
            var outcome = await Answer(node.Authority, apply);
            if (attempt > 50) throw new TimeoutException($"no leader takes it: {outcome}");
            if (outcome is not null && outcome.Refused?.Reason != MeshOutcome.Types.Refused.Types.Reason.Journal) return outcome;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <returns>Null when nobody answered: what is on its way to a leader dies with it.</returns>
    private static async Task<MeshOutcome?> Answer(IActorRef authority, ApplyMesh apply)
    {
        try
        {
            return await authority.Ask<MeshOutcome>(apply, AnswerLimit);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private static Task<Told> History(ControlSystem node) => node.Authority.Ask<Told>(new ReadHistory(), Patience);

    private static Task Until(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") => Eventually.Holds(what, holds, Patience);
}
