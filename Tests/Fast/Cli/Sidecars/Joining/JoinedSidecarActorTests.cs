using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Sidecars.Joining;
using ActorMesh.Cli.Sidecars.Reporting;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.TestKit;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars.Joining;

public sealed class JoinedSidecarActorTests : ActorTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("joined-").FullName;
    private readonly List<DiscoveryReport> _reports = [];
    private readonly List<string> _applied = [];
    private DenyList _denied = DenyList.Empty;
    private readonly TestProbe _mediator;
    private readonly TestProbe _leader;

    public JoinedSidecarActorTests() => (_mediator, _leader) = (CreateTestProbe(), CreateTestProbe());

    [Fact]
    public void It_says_who_it_is_and_runs_what_it_is_told()
    {
        var (sidecar, workload) = Join();
        Assert.Equal("workload/web", _mediator.ExpectMsg<Subscribe>().Topic);
        var first = Beat();
        Assert.Equal(("web-1", "web", 0L), (first.Proxy, first.Service, first.Epoch));
        sidecar.Tell(State(2, 5, "a"), _leader);
        var acknowledged = Beat();
        Assert.Equal((2, 5, 3), (acknowledged.Epoch, acknowledged.Sequence, acknowledged.MeshVersion));
        Assert.Equal(["a"], _applied);
        Assert.True(workload.Status.IsConnected);
        Advance(WorkloadTopics.HeartbeatInterval);
        Assert.Equal(5, Beat().Sequence);
    }

    [Fact]
    public void A_replaced_leader_changes_nothing()
    {
        var (sidecar, workload) = Join();
        sidecar.Tell(State(2, 5, "a"), _leader);
        Until(() => workload.Status.Fence is { Epoch: 2 });
        sidecar.Tell(State(1, 9, "b"), _leader);
        Settle(sidecar);
        Assert.Equal(["a"], _applied);
        Assert.Equal(1, workload.Status.StaleAnswers);
    }

    [Fact]
    public void What_cannot_be_run_is_told_with_the_reason()
    {
        var (sidecar, _) = Join();
        Beat();
        sidecar.Tell(State(2, 5, "bad"), _leader);
        var refused = Beat();
        Assert.Equal((0, 5, "port is taken"), (refused.Epoch, refused.Refusal.Sequence, refused.Refusal.Reason));
        sidecar.Tell(State(2, 6, "a"), _leader);
        Assert.Null(Beat().Refusal);
    }

    [Fact]
    public void What_only_was_announced_is_asked_for_at_once()
    {
        var (sidecar, _) = Join();
        Beat();
        sidecar.Tell(new WorkloadState { Service = "web", Epoch = 2, Sequence = 5 }, _leader);
        Settle(sidecar);
        Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, Beat().Epoch);
    }

    [Fact]
    public async Task It_starts_with_what_it_ran_before_and_keeps_the_fence()
    {
        var (sidecar, _) = Join();
        sidecar.Tell(State(2, 5, "a"), _leader);
        Until(() => File.Exists(Path.Combine(_folder, "joined.good")));
        await sidecar.GracefulStop(TimeSpan.FromSeconds(5));
        _applied.Clear();

        var (again, workload) = Join();
        await workload.Restore();
        Assert.Equal(["a"], _applied);
        Assert.NotNull(workload.Status.KeptAt);
        again.Tell(State(1, 9, "b"), _leader);
        Settle(again);
        Assert.Equal(["a"], _applied);
        again.Tell(State(2, 5, "a"), _leader);
        Until(() => workload.Status.KeptAt is null);
    }

    [Fact]
    public async Task What_came_last_lies_on_the_disk_in_the_end()
    {
        var (sidecar, workload) = Join();
        for (var sequence = 1; sequence <= 30; sequence++) sidecar.Tell(State(2, sequence, $"{sequence}"), _leader);
        Until(() => workload.Heartbeat().Sequence == 30);
        await workload.Kept;

        Assert.Equal(30, new WorkloadFile(_folder).Read()!.Sequence);
    }

    [Fact]
    public async Task What_was_kept_and_does_not_come_into_force_in_time_is_said_and_costs_no_membership()
    {
        new WorkloadFile(_folder).Write(State(2, 5, "late"));
        var (_, workload) = Join();
        await workload.Restore();

        Assert.Contains(_reports, report => report is DiscoveryReport.Remark);
        Assert.False(workload.Status.IsSettled);
    }

    [Fact]
    public void Silence_is_noticed_once()
    {
        var (sidecar, workload) = Join();
        sidecar.Tell(State(2, 5, "a"), _leader);
        Until(() => workload.Status.IsConnected);
        Advance(TimeSpan.FromSeconds(40));
        Settle(sidecar);
        Assert.False(workload.Status.IsConnected);
        Assert.Single(_reports, report => report is DiscoveryReport.Lost);
    }

    [Fact]
    public void It_says_good_bye()
    {
        var (sidecar, _) = Join();
        Beat();
        sidecar.Tell(new JoinedSidecarActor.Message.Leave(), _leader);
        Assert.True(Beat().IsLeaving);
        _leader.ExpectMsg<JoinedSidecarActor.Message.Leave>();
        Advance(WorkloadTopics.HeartbeatInterval);
        Assert.True(Beat().IsLeaving);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Who_is_denied_is_taken_at_once_and_known_after_a_restart()
    {
        var (sidecar, workload) = Join();
        sidecar.Tell(State(1, 1, "one"));
        AwaitAssert(() => Assert.Equal(["one"], _applied));
        var same = State(1, 2, "one");
        same.Packed = ByteString.Empty;
        same.Denied.Add("4abc");
        sidecar.Tell(same);
        AwaitAssert(() => Assert.Equal(["4abc"], _denied.Peers));
        AwaitAssert(() => Assert.Single(_applied));
        await workload.Kept;

        _denied = DenyList.Empty;
        await Join().Workload.Restore();
        Assert.Equal(["4abc"], _denied.Peers);
    }

    [Fact]
    public async Task Who_is_denied_beside_what_cannot_be_run_is_known_after_a_restart_too()
    {
        var (sidecar, workload) = Join();
        sidecar.Tell(State(2, 5, "a"), _leader);
        Until(() => workload.Heartbeat().Sequence == 5);
        var bad = State(2, 6, "bad");
        bad.Denied.Add("4abc");
        sidecar.Tell(bad, _leader);
        Until(() => workload.Heartbeat().Refusal is not null);
        var first = _denied;
        sidecar.Tell(bad, _leader);
        Settle(sidecar);
        Assert.Same(first, _denied);
        await workload.Kept;

        _denied = DenyList.Empty;
        await Join().Workload.Restore();
        Assert.Equal(["4abc"], _denied.Peers);
        Assert.Equal(5, new WorkloadFile(_folder).Read()!.Sequence);
    }

    private static WorkloadState State(long epoch, long sequence, string content) => new()
    {
        Service = "web", Epoch = epoch, Sequence = sequence, MeshVersion = 3, Hash = ByteString.CopyFromUtf8(content), Packed = ByteString.CopyFromUtf8(content),
    };

    private (IActorRef Sidecar, JoinedWorkload Workload) Join()
    {
        var options = new JoinOptions([new MemberAddress("127.0.0.1", 1)], new SidecarIdentity("web", "web-1") { StateFolder = _folder });
        var workload = new JoinedWorkload(options, Apply, () => new AnsweredCount(0, 0, 0), _reports.Add, Clock) { Deny = denied => _denied = denied };
        return (Sys.ActorOf(JoinedSidecarActor.Props(workload, _mediator)), workload);
    }

    private Task<SidecarActor.Message.Applied> Apply(WorkloadState state)
    {
        var content = state.Packed.ToStringUtf8();
        if (content == "bad") throw new ResourceException("listener", "port is taken");
        if (content == "late") throw new TimeoutException("an update was not in force within 30 s");
        _applied.Add(content);
        return Task.FromResult(new SidecarActor.Message.Applied(_applied.Count, new SnapshotDiff([], [], []), new SnapshotDiff([], [], [])));
    }

    private WorkloadHeartbeat Beat() => (WorkloadHeartbeat)((Publish)_mediator.FishForMessage(message => message is Publish)).Message;
}
