using System.Runtime.CompilerServices;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Sidecars.Joining;
using ActorMesh.Cli.Sidecars.Reporting;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.EndToEnd.Rig;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

/// <summary>Several actor systems as one cluster: what is published reaches all, whoever leads and whatever is lost.</summary>
public sealed class DistributionClusterTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("distribution-").FullName;
    private readonly StandInAuthority.Journal _journal = new(Publications.Of(0, 0, 1, Publications.Shop));
    private readonly List<ControlNode> _nodes = [];
    private readonly List<ActorSystem> _members = [];

    [Fact]
    public async Task A_change_reaches_all_nodes_also_one_that_hears_no_notices()
    {
        Start(hearsNotices: true);
        Start(hearsNotices: false);
        await UntilAll(node => node.Board.Current.InForce == Current);
        _nodes[1].Authority.Tell(Publications.Of(0, 0, 2, Publications.Shop));
        await Until(() => _journal.Mesh.Stable.Version == 2);
        await UntilAll(node => node.Board.Current.InForce == Current && node.Feed.Current.Sequence == _journal.Mesh.Sequence);
        await UntilAll(node => node.Board.Current.Summary?.Stable.Version == 2);
    }

    [Fact]
    public async Task A_new_leader_is_followed_and_learns_who_runs_what()
    {
        foreach (var _ in Enumerable.Range(0, 3)) Start();
        await UntilAll(node => node.Board.Current.InForce == Current);
        See(_nodes[1], "web-1");
        See(_nodes[2], "web-2");
        await UntilAll(node => node.Fleet.Current.Report?.Running is [{ Version: 1, Proxies: 2 }]);
        var before = Current;

        var left = _nodes[0];
        _nodes.RemoveAt(0);
        await ClusterMember.Leave(left.System);
        await Until(() => Current.Epoch > before.Epoch);
        await UntilAll(node => node.Board.Current.InForce == Current);
        await UntilAll(node => node.Fleet.Current.Report is { } report && report.Epoch == Current.Epoch && report.Running is [{ Version: 1, Proxies: 2 }]);

        var all = await FleetGathering.Ask(_nodes[0].System, MemberRole.Control, "", TimeSpan.FromSeconds(5), TimeProvider.System);
        Assert.Equal(["web-1", "web-2"], all.Proxies.Select(known => known.Proxy.Id));
    }

    [Fact]
    public async Task A_joined_sidecar_runs_what_is_published_and_not_what_a_replaced_leader_says()
    {
        Start();
        var (sidecar, workload, applied) = Join("web");
        await Until(() => workload.Status.Fence is { Epoch: > 0 } && applied.Count == 1);
        await UntilAll(node => node.Fleet.Current.Report?.Running is [{ Version: 1, Proxies: 1 }]);

        _nodes[0].Authority.Tell(Publications.Of(0, 0, 2, Publications.Shop.Replace("8082", "8083", StringComparison.Ordinal)));
        await Until(() => applied.Count == 2);
        await UntilAll(node => node.Fleet.Current.Report?.Running is [{ Version: 2, Proxies: 1 }]);

        var stale = new WorkloadState { Service = "web", Epoch = Current.Epoch - 1, Sequence = Current.Sequence + 9, Hash = Google.Protobuf.ByteString.CopyFromUtf8("x") };
        sidecar.Tell(stale);
        await Until(() => workload.Status.StaleAnswers == 1);
        Assert.Equal(2, applied.Count);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_members.Select(member => member.Terminate()));
        Directory.Delete(_folder, recursive: true);
    }

    private PublicationOrder Current => PublicationOrder.Of(_journal.Mesh);

    private void Start(bool hearsNotices = true)
    {
        var node = new ControlNode(_journal, _folder, _nodes.Count == 0 ? [] : [_nodes[0].Address], hearsNotices);
        _nodes.Add(node);
        _members.Add(node.System);
    }

    private (IActorRef Sidecar, JoinedWorkload Workload, System.Collections.Concurrent.ConcurrentQueue<WorkloadState> Applied) Join(string service)
    {
        var applied = new System.Collections.Concurrent.ConcurrentQueue<WorkloadState>();
        var options = new JoinOptions([_nodes[0].Address], new SidecarIdentity(service, $"{service}-1")) { Timings = QuickCluster.Timings };
        var workload = new JoinedWorkload(options, Apply, () => default, _ => { }, TimeProvider.System);
        var system = ClusterMember.Start(options.Member(tls: null), QuickCluster.Abrupt);
        _members.Add(system);
        return (system.ActorOf(JoinedSidecarActor.Props(workload, DistributedPubSub.Get(system).Mediator)), workload, applied);

        Task<SidecarActor.Message.Applied> Apply(WorkloadState state)
        {
            Assert.Equal(service, PackedBootstrap.Unpack(state).Node.Cluster);
            applied.Enqueue(state);
            return Task.FromResult(new SidecarActor.Message.Applied(applied.Count, new SnapshotDiff([], [], []), new SnapshotDiff([], [], [])));
        }
    }

    private static void See(ControlNode node, string proxy)
    {
        var now = TimeProvider.System.GetUtcNow();
        var types = new Dictionary<string, TypeState>(StringComparer.Ordinal) { [ResourceTypes.Cluster] = new(1, 1, null, now) };
        node.FleetActor.Tell(new FleetMessage.Seen(new ProxyState(new ProxyIdentity(proxy, "web"), "test/1", now, null, types)));
    }

    private Task UntilAll(Func<ControlNode, bool> holds) => Until(() => _nodes.TrueForAll(node => holds(node)));

    private static Task Until(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") => Eventually.Holds(what, holds, Patience);
}
