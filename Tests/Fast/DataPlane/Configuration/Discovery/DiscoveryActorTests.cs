using System.Collections.Concurrent;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>What is brought into force when, who is told, and what is written down of it. No control plane is there.</summary>
public sealed class DiscoveryActorTests : ActorTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-actor-").FullName;
    private readonly ConcurrentQueue<(Bootstrap Whole, TaskCompletionSource<SidecarActor.Message.Applied> Done)> _applies = new();
    private readonly ConcurrentQueue<DiscoveryReport> _reports = new();
    private DiscoveryStatus? _status;

    private string Proven => Path.Combine(_folder, "proven.good");

    protected override void AfterAll()
    {
        base.AfterAll();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Whoever_asks_while_something_else_is_on_its_way_hears_of_what_was_asked_for()
    {
        var actor = Start(File(10000));
        var first = NextApply();
        actor.Tell(new DiscoveryActor.Message.Replace(File(10001)), TestActor);
        Settle(actor);
        first.Done.SetResult(Change(1));
        var second = NextApply();
        ExpectNoMsg(TimeSpan.Zero);

        Assert.Equal(10001u, Assert.Single(second.Whole.StaticResources.Listeners).Address.SocketAddress.PortValue);
        second.Done.SetResult(Change(2));
        Assert.Equal(2, ExpectMsg<SidecarActor.Message.Applied>().Version);
    }

    [Fact]
    public void A_file_that_cannot_be_run_leaves_what_ran()
    {
        var actor = Start(File(10000));
        NextApply().Done.SetResult(Change(1));
        actor.Tell(new DiscoveryActor.Message.Replace(File(10001)), TestActor);
        NextApply().Done.SetException(new ResourceException("update refused", "no"));
        ExpectMsg<Status.Failure>();

        Advance(TimeSpan.FromSeconds(6));
        Settle(actor);
        Assert.Empty(_applies);
    }

    [Fact]
    public void A_listener_of_the_file_that_cannot_be_opened_is_told_of_once()
    {
        var actor = Start(File(10000));
        Refuse();
        var without = NextApply();
        Assert.Empty(without.Whole.StaticResources.Listeners);
        without.Done.SetResult(Change(1));
        for (var again = 0; again < 3; again++)
        {
            BeTried();
            Refuse();
        }
        BeTried();
        Assert.Contains("the port is taken", Assert.Single(_reports.OfType<DiscoveryReport.Remark>()).Text, StringComparison.Ordinal);

        void BeTried() => Until(() =>
        {
            Advance(TimeSpan.FromSeconds(6));
            Settle(actor);
            return !_applies.IsEmpty;
        });

        void Refuse() => NextApply().Done.SetException(new ResourceException("update refused", "no", new ResourceException("listener 'own'", "the port is taken")));
    }

    [Fact]
    public void What_was_asked_for_meanwhile_is_not_taken_back_with_what_failed()
    {
        var actor = Start(File(10000));
        NextApply().Done.SetResult(Change(1));
        actor.Tell(new DiscoveryActor.Message.Replace(File(10001)), TestActor);
        var failing = NextApply();
        actor.Tell(new DiscoveryActor.Message.Replace(File(10002)), TestActor);
        Settle(actor);
        failing.Done.SetException(new ResourceException("update refused", "no"));
        ExpectMsg<Status.Failure>();

        Assert.Equal(10002u, Assert.Single(NextApply().Whole.StaticResources.Listeners).Address.SocketAddress.PortValue);
    }

    [Fact]
    public void Nothing_is_in_force_because_of_a_signal_alone()
    {
        var actor = Start(new Bootstrap());
        actor.Tell(new DiscoveryActor.Message.Replace(new Bootstrap()), TestActor);

        Assert.Contains("no control plane has answered yet", ExpectMsg<Status.Failure>().Cause.Message, StringComparison.Ordinal);
        Assert.Empty(_applies);
    }

    [Fact]
    public void What_was_kept_is_proven_when_it_has_run_for_a_while()
    {
        Keep();
        var actor = Start(new Bootstrap());
        NextApply().Done.SetResult(Change(1));
        Until(() => _reports.OfType<DiscoveryReport.Applied>().Any());
        Settle(actor);
        Advance(BootGuard.ProvenAfter - TimeSpan.FromSeconds(1));
        End(actor);
        Assert.False(System.IO.File.Exists(Proven));

        actor = Start(new Bootstrap());
        NextApply().Done.SetResult(Change(1));
        Until(() => _reports.OfType<DiscoveryReport.Applied>().Count() == 2);
        Settle(actor);
        Advance(BootGuard.ProvenAfter + TimeSpan.FromSeconds(1));
        Until(() => System.IO.File.Exists(Proven));
        End(actor);
    }

    [Fact]
    public void What_never_came_into_force_is_never_proven()
    {
        Keep();
        var actor = Start(new Bootstrap());
        NextApply().Done.SetException(new ResourceException("update refused", "no"));
        Until(() => _reports.OfType<DiscoveryReport.Refused>().Any());
        Advance(3 * BootGuard.ProvenAfter);
        End(actor);

        Assert.False(System.IO.File.Exists(Proven));
    }

    [Fact]
    public void Without_a_disk_it_starts_and_says_so_and_writes_when_it_can()
    {
        Directory.Delete(_folder);
        System.IO.File.WriteAllText(_folder, "in the way");
        var actor = Start(File(10000));
        NextApply().Done.SetResult(Change(1));
        Until(() => _status?.NotKept is not null);
        Assert.Contains(_reports.OfType<DiscoveryReport.Remark>(), remark => remark.Text.StartsWith("what runs is not kept on disk: ", StringComparison.Ordinal));

        System.IO.File.Delete(_folder);
        Directory.CreateDirectory(_folder);
        AdvanceUntil(() => _status!.NotKept is null);
        End(actor);
    }

    private IActorRef Start(Bootstrap statics)
    {
        var settings = new DiscoverySettings(["127.0.0.1:1"], new Node { Id = "n" }) { StateFolder = _folder };
        return Sys.ActorOf(DiscoveryActor.Props(new DiscoveryContext(settings, statics, Apply, status => _status = status, _reports.Enqueue, Clock, new Random(1))));
    }

    private Task<SidecarActor.Message.Applied> Apply(Bootstrap whole)
    {
        var done = new TaskCompletionSource<SidecarActor.Message.Applied>(TaskCreationOptions.RunContinuationsAsynchronously);
        _applies.Enqueue((whole, done));
        return done.Task;
    }

    private (Bootstrap Whole, TaskCompletionSource<SidecarActor.Message.Applied> Done) NextApply()
    {
        (Bootstrap, TaskCompletionSource<SidecarActor.Message.Applied>) next = default;
        Until(() => _applies.TryDequeue(out next));
        return next;
    }

    private void End(IActorRef actor)
    {
        actor.Tell(new DiscoveryActor.Message.End(), TestActor);
        ExpectMsg<DiscoveryActor.Message.Ended>();
    }

    private void Keep() => DiscoverySeed.Write(
        _folder, [Any.Pack(Discovered.Cluster("a")), Any.Pack(Discovered.Assignment("a", 1)), Any.Pack(Discovered.Listener("in", 10000, Discovered.Routes("r", "a")))],
        new DiscoveryFence(1, 1), Clock.GetUtcNow());

    private static SidecarActor.Message.Applied Change(int version) => new(version, new SnapshotDiff([], [], []), new SnapshotDiff([], [], []));

    /// <summary>A file with a listener of its own.</summary>
    private static Bootstrap File(int port) => new()
    {
        StaticResources = new() { Listeners = { Discovered.Listener("own", port, Discovered.Routes("r", "a")) }, Clusters = { new Cluster { Name = "a" } } },
    };
}
