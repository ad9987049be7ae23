using ActorMesh.Cli.Sidecars.Joining;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Cluster;
using CsCheck;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars.Joining;

public sealed class WorkloadFenceTests
{
    private readonly WorkloadFence _fence = new();

    [Fact]
    public void What_is_newer_is_applied_and_a_replaced_leader_is_refused()
    {
        Assert.Equal(WorkloadVerdict.Apply, _fence.Judge(State(3, 5, "a")));
        _fence.Accept(State(3, 5, "a"));
        Assert.Equal(WorkloadVerdict.Known, _fence.Judge(State(3, 5, "a")));
        Assert.Equal(WorkloadVerdict.Older, _fence.Judge(State(3, 4, "b")));
        Assert.Equal(WorkloadVerdict.Stale, _fence.Judge(State(2, 9, "b")));
        Assert.Equal(WorkloadVerdict.Apply, _fence.Judge(State(4, 1, "b")));
        Assert.Equal(1, _fence.StaleCount);
    }

    [Fact]
    public void Once_it_is_told_so_it_takes_what_is_older()
    {
        _fence.Accept(State(3, 5, "a"));
        _fence.Forget();
        Assert.Equal(WorkloadVerdict.Apply, _fence.Judge(State(1, 1, "b")));
        _fence.Accept(State(1, 1, "b"));
        Assert.Equal(WorkloadVerdict.Older, _fence.Judge(State(1, 0, "c")));
        var heartbeat = new WorkloadHeartbeat();
        _fence.Describe(heartbeat);
        Assert.Equal((1, 1), (heartbeat.Epoch, heartbeat.Sequence));
    }

    [Fact]
    public void The_same_under_another_order_needs_no_applying()
    {
        _fence.Accept(State(3, 5, "a"));
        var told = State(4, 1, "a", withBody: false);
        Assert.Equal(WorkloadVerdict.Known, _fence.Judge(told));
        _fence.Confirm(told);
        Assert.Equal(WorkloadVerdict.Stale, _fence.Judge(State(3, 6, "b")));
        var heartbeat = new WorkloadHeartbeat();
        _fence.Describe(heartbeat);
        Assert.Equal((4, 1), (heartbeat.Epoch, heartbeat.Sequence));
    }

    [Fact]
    public void What_was_refused_is_said_and_not_tried_again()
    {
        _fence.Accept(State(3, 5, "a"));
        _fence.Refuse(State(3, 6, "b"), "port is taken");
        Assert.Equal(WorkloadVerdict.Known, _fence.Judge(State(3, 6, "b")));
        var heartbeat = new WorkloadHeartbeat();
        _fence.Describe(heartbeat);
        Assert.Equal((3, 5, 6, "port is taken"), (heartbeat.Epoch, heartbeat.Sequence, heartbeat.Refusal.Sequence, heartbeat.Refusal.Reason));
        Assert.Equal(WorkloadVerdict.Apply, _fence.Judge(State(3, 7, "c")));
        _fence.Confirm(State(3, 8, "a", withBody: false));
        heartbeat = new WorkloadHeartbeat();
        _fence.Describe(heartbeat);
        Assert.Null(heartbeat.Refusal);
    }

    [Fact]
    public void What_did_not_come_along_is_asked_for()
    {
        Assert.Equal(WorkloadVerdict.Ask, _fence.Judge(State(3, 5, "a", withBody: false)));
        Assert.Equal(WorkloadVerdict.Ask, _fence.Judge(new WorkloadState { Epoch = 3, Sequence = 5 }));
        _fence.Accept(State(3, 5, "a"));
        Assert.Equal(WorkloadVerdict.Known, _fence.Judge(new WorkloadState { Epoch = 3, Sequence = 5 }));
        Assert.Equal(WorkloadVerdict.Nothing, _fence.Judge(new WorkloadState { Epoch = 3, Sequence = 6, Problem = "no such service" }));
    }

    [Fact]
    public void Whatever_comes_it_never_goes_back() =>
        Gen.Select(Gen.Long[1, 4], Gen.Long[1, 6], Gen.Int[0, 3], Gen.Int[0, 3]).Array[0, 50].Sample(events =>
        {
            var fence = new WorkloadFence();
            var before = default(DiscoveryFence);
            foreach (var (epoch, sequence, content, what) in events)
            {
                var told = State(epoch, sequence, $"{content}", withBody: what != 0);
                var verdict = fence.Judge(told);
                if (verdict == WorkloadVerdict.Known) fence.Confirm(told);
                if (verdict == WorkloadVerdict.Apply && what == 1) fence.Refuse(told, "no");
                else if (verdict == WorkloadVerdict.Apply) fence.Accept(told);
                Assert.True(fence.Newest >= before);
                Assert.True(new DiscoveryFence(fence.InForce?.Epoch ?? 0, fence.InForce?.Sequence ?? 0) <= fence.Newest);
                before = fence.Newest;
            }
        });

    private static WorkloadState State(long epoch, long sequence, string content, bool withBody = true) => new()
    {
        Service = "web", Epoch = epoch, Sequence = sequence, Hash = ByteString.CopyFromUtf8(content), Packed = withBody ? ByteString.CopyFromUtf8(content) : ByteString.Empty,
    };
}
