using System.Text;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.TestKit;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

public sealed class DistributorActorTests : ActorTest
{
    private const long Uncompilable = 666;

    private readonly string _folder = Directory.CreateTempSubdirectory("distributor-").FullName;
    private readonly ResourceFeed _feed = new();
    private readonly ManualResetEventSlim _mayCompile = new(initialState: true);
    private readonly DistributionBoard _board = new();
    private readonly TestProbe _authority;
    private readonly TestProbe _mediator;
    private int _compilations;

    public DistributorActorTests() => (_authority, _mediator) = (CreateTestProbe(), CreateTestProbe());

    private string File => Path.Combine(_folder, "mesh");

    [Fact]
    public void It_asks_at_the_start_and_brings_the_answer_into_force_and_onto_the_disk()
    {
        var distributor = Start();
        Assert.Equal(0, _authority.ExpectMsg<PullPublication>().Epoch);
        distributor.Tell(Publications.Answer(Publications.Of(2, 5, 3), withMesh: true), _authority);
        UntilInForce(2, 5);
        Until(() => new PublishedMeshFile(File).Read()?.Sequence == 5);
        Assert.True(_board.Current.IsAuthorityAnswering(Clock.GetUtcNow()));
        Assert.Equal("n:1", _board.Current.Summary!.Leader);
        Advance(DistributorActor.PullInterval);
        _authority.FishForMessage(message => message is PullPublication { Sequence: 5 });
    }

    [Fact]
    public void A_notice_is_enough_when_the_mesh_is_in_it()
    {
        var distributor = Start();
        distributor.Tell(Notice(Publications.Of(2, 5, 3), withMesh: true));
        UntilInForce(2, 5);
        distributor.Tell(Notice(Publications.Of(2, 4, 2), withMesh: true));
        distributor.Tell(Notice(Publications.Of(1, 9, 2), withMesh: true));
        Settle(distributor);
        Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _board.Current.StaleRefused);
        Assert.Equal(5, _feed.Current.Sequence);
        Assert.Equal(1, _compilations);
    }

    [Fact]
    public void A_notice_without_it_is_a_reason_to_ask()
    {
        var distributor = Start();
        _authority.ExpectMsg<PullPublication>();
        distributor.Tell(Notice(Publications.Of(2, 5, 3), withMesh: false));
        _authority.ExpectMsg<PullPublication>();
    }

    [Fact]
    public void What_cannot_be_compiled_is_refused_with_the_reason_and_the_last_good_stays()
    {
        var distributor = Start();
        distributor.Tell(Notice(Publications.Of(2, 5, 3), withMesh: true));
        UntilInForce(2, 5);
        distributor.Tell(Notice(Publications.Of(2, 6, Uncompilable), withMesh: true));
        UntilCompiled(() => _board.Current.LastRefusal is not null);
        Assert.Equal((new PublicationOrder(2, 6), "no such port"), (_board.Current.LastRefusal!.Order, _board.Current.LastRefusal.Reason));
        Assert.Equal(5, _feed.Current.Sequence);
        distributor.Tell(Notice(Publications.Of(2, 6, Uncompilable), withMesh: true));
        Settle(distributor);
        distributor.Tell(Notice(Publications.Of(2, 7, 4), withMesh: true));
        UntilInForce(2, 7);
        Assert.Null(_board.Current.LastRefusal);
        Assert.Equal(3, _compilations);
    }

    [Fact]
    public void A_document_with_another_hash_is_refused_before_it_is_compiled()
    {
        var distributor = Start();
        var mesh = Publications.Of(2, 5, 3);
        mesh.Stable.Hash = Publications.Of(2, 5, 4).Stable.Hash;
        distributor.Tell(Notice(mesh, withMesh: true));
        Until(() => _board.Current.LastRefusal is not null);
        Assert.Contains("hash", _board.Current.LastRefusal!.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _compilations);
    }

    [Fact]
    public void It_serves_what_was_kept_before_there_is_a_leader()
    {
        new PublishedMeshFile(File).Write(Publications.Of(2, 5, 3));
        var distributor = Start();
        UntilInForce(2, 5);
        Assert.True(_board.Current.IsFromDisk);
        Assert.False(_board.Current.IsAuthorityAnswering(Clock.GetUtcNow()));
        distributor.Tell(Publications.Answer(Publications.Of(2, 5, 3), withMesh: false), _authority);
        Until(() => !_board.Current.IsFromDisk);
    }

    [Fact]
    public void What_comes_while_the_kept_one_is_compiled_does_not_make_that_a_leaders()
    {
        new PublishedMeshFile(File).Write(Publications.Of(2, 5, 3));
        _mayCompile.Reset();
        var distributor = Start();
        UntilCompiled(() => _compilations == 1);
        distributor.Tell(Notice(Publications.Of(2, 6, Uncompilable), withMesh: true));
        Settle(distributor);
        _mayCompile.Set();
        UntilCompiled(() => _board.Current.LastRefusal is not null);
        Assert.Equal((new PublicationOrder(2, 5), true), (_board.Current.InForce, _board.Current.IsFromDisk));
    }

    [Fact]
    public void What_comes_from_a_journal_that_lost_entries_is_refused_and_the_leader_is_told_what_there_is()
    {
        new PublishedMeshFile(File).Write(Publications.Of(57, 90, 9));
        var distributor = Start();
        UntilInForce(57, 90);
        _authority.FishForMessage(message => message is PullPublication { Epoch: 57, Sequence: 90 });
        distributor.Tell(Notice(Publications.Of(58, 88, 8), withMesh: true));
        Until(() => _board.Current.LastRefusal is not null);
        Assert.Contains("epoch 57 sequence 90", _board.Current.LastRefusal!.Reason, StringComparison.Ordinal);

        var troubled = Publications.Answer(Publications.Of(2, 3, 1), withMesh: false);
        troubled.Summary.Trouble = "it is an older copy";
        distributor.Tell(troubled, _authority);
        Until(() => _board.Current.Summary?.Trouble == "it is an older copy");

        var anew = Publications.Of(58, 3, 1);
        anew.AboveEpoch = 57;
        distributor.Tell(Notice(anew, withMesh: true));
        UntilInForce(58, 3);
    }

    [Fact]
    public void Who_is_denied_is_kept_at_once_also_beside_what_cannot_be_run()
    {
        var distributor = Start();
        distributor.Tell(Notice(Publications.Of(2, 5, 3), withMesh: true));
        UntilInForce(2, 5);
        var uncompilable = Publications.Of(2, 6, Uncompilable);
        uncompilable.Denied.Add("4abc");
        distributor.Tell(Notice(uncompilable, withMesh: true));
        Until(() => new PublishedMeshFile(File).Read() is { Sequence: 5, Denied: ["4abc"] });
        var damaged = Publications.Of(2, 7, 3);
        damaged.Stable.Hash = Publications.Of(2, 7, 4).Stable.Hash;
        damaged.Denied.Add(["4abc", "4abd"]);
        distributor.Tell(Notice(damaged, withMesh: true));
        Until(() => new PublishedMeshFile(File).Read() is { Sequence: 5, Denied: ["4abc", "4abd"] });
        Assert.Equal(["4abc", "4abd"], _feed.Denied.Peers);
    }

    [Fact]
    public void Who_is_denied_before_there_is_a_mesh_is_denied_and_nothing_is_in_force_yet()
    {
        var distributor = Start();
        distributor.Tell(Notice(new PublishedMesh { Epoch = 1, Sequence = 2, Denied = { "4abc" } }, withMesh: true));
        Until(() => _feed.Denied.Peers.SequenceEqual(["4abc"]));
        Settle(distributor);
        Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((0L, null), (_feed.Current.Epoch, _board.Current.LastRefusal));

        var first = Publications.Of(1, 3, 1);
        first.Denied.Add("4abc");
        distributor.Tell(Notice(first, withMesh: true));
        UntilInForce(1, 3);
        Until(() => new PublishedMeshFile(File).Read() is { Denied: ["4abc"] });
        Assert.Equal(1, _compilations);
    }

    [Fact]
    public void Who_leads_by_a_journal_that_lost_entries_hears_at_once_who_was_denied()
    {
        var kept = Publications.Of(57, 90, 9);
        kept.Denied.Add("4abc");
        new PublishedMeshFile(File).Write(kept);
        var distributor = Start();
        UntilInForce(57, 90);
        Assert.Empty(((PullPublication)_authority.FishForMessage(message => message is PullPublication { Epoch: 57 })).Denied);
        distributor.Tell(Publications.Answer(Publications.Of(58, 88, 8), withMesh: false), _authority);
        Assert.Equal(["4abc"], _authority.ExpectMsg<PullPublication>().Denied);
    }

    [Fact]
    public void A_damaged_file_is_said_and_costs_nothing()
    {
        System.IO.File.WriteAllBytes(File, Encoding.UTF8.GetBytes("something else"));
        var distributor = Start();
        Until(() => _board.Current.DiskProblem is not null);
        Assert.Contains("Delete it", _board.Current.DiskProblem, StringComparison.Ordinal);
        distributor.Tell(Notice(Publications.Of(2, 5, 3), withMesh: true));
        UntilInForce(2, 5);
        Until(() => _board.Current.DiskProblem is null);
        Assert.Equal(5, new PublishedMeshFile(File).Read()!.Sequence);
    }

    [Fact]
    public void A_burst_of_other_endpoints_is_compiled_once()
    {
        var distributor = Start();
        distributor.Tell(Notice(Publications.Of(2, 5, 3), withMesh: true));
        UntilInForce(2, 5);
        for (var i = 0; i < 50; i++) distributor.Tell(new DistributorActor.Message.EndpointsChanged());
        Settle(distributor);
        UntilCompiled(() => _compilations == 2);
        Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _compilations);
    }

    [Fact]
    public void An_authority_that_falls_silent_is_said_not_to_answer()
    {
        var distributor = Start();
        distributor.Tell(Publications.Answer(Publications.Of(2, 5, 3), withMesh: true), _authority);
        UntilInForce(2, 5);
        Advance(DistributionStatus.SilenceMax + TimeSpan.FromSeconds(1));
        Assert.False(_board.Current.IsAuthorityAnswering(Clock.GetUtcNow()));
        distributor.Tell(Publications.Answer(Publications.Of(1, 9, 3), withMesh: false), _authority);
        Settle(distributor);
        Assert.False(_board.Current.IsAuthorityAnswering(Clock.GetUtcNow()));
        distributor.Tell(Publications.Answer(Publications.Of(3, 1, 3), withMesh: false), _authority);
        Settle(distributor);
        Assert.True(_board.Current.IsAuthorityAnswering(Clock.GetUtcNow()));
    }

    [Fact]
    public void After_a_restart_of_the_actor_the_feed_never_goes_back()
    {
        _feed.Publish(new MeshResources(3, 8, _ => MeshResources.Nothing));
        var distributor = Start();
        distributor.Tell(Notice(Publications.Of(3, 7, 3), withMesh: true));
        UntilCompiled(() => _compilations == 1);
        distributor.Tell(Notice(Publications.Of(3, 9, 3), withMesh: true));
        UntilInForce(3, 9);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _mayCompile.Dispose();
        Until(IsRemoved);
    }

    /// <summary>A write that the test did not wait for may still put its file there.</summary>
    private bool IsRemoved()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(_folder);
        }
    }

    private static PublicationNotice Notice(PublishedMesh mesh, bool withMesh) =>
        new() { Epoch = mesh.Epoch, Sequence = mesh.Sequence, Mesh = withMesh ? mesh : null };

    private IActorRef Start() =>
        Sys.ActorOf(DistributorActor.Props(new DistributorSettings(_authority, _mediator, new PublishedMeshFile(File), Compile, _feed, _board, Clock)));

    private MeshResources Compile(PublishedMesh mesh)
    {
        Interlocked.Increment(ref _compilations);
        _mayCompile.Wait();
        return mesh.Stable.Version == Uncompilable
            ? throw new InvalidDataException("no such port")
            : new MeshResources(mesh.Epoch, mesh.Sequence, _ => MeshResources.Nothing);
    }

    private void UntilInForce(long epoch, long sequence)
    {
        UntilCompiled(() => _board.Current.InForce == new PublicationOrder(epoch, sequence));
        Assert.Equal((epoch, sequence), (_feed.Current.Epoch, _feed.Current.Sequence));
    }

    /// <summary>Lets the quiet time pass as often as it takes, and not much faster than what is waited for, which takes real time.</summary>
    private void UntilCompiled(Func<bool> holds)
    {
        var looks = 0;
        Until(() =>
        {
            if (holds()) return true;
            if (looks++ % 10 == 0) Advance(TimeSpan.FromMilliseconds(100));
            return false;
        });
    }
}
