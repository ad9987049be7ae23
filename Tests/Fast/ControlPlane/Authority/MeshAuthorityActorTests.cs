using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.ControlPlane.Documents;
using Akka.Actor;
using Akka.Configuration;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>What the authority makes of commands, over a journal in memory.</summary>
public sealed class MeshAuthorityActorTests() : AuthorityRig(Config.Empty)
{
    /// <summary>Lets in whom nobody lets call: a warning.</summary>
    private const string Doubtful = "services { orders { port = 8081, authz.allow-from = [ingress] } }";

    [Fact]
    public void The_first_mesh_is_version_1_and_published()
    {
        var authority = Start();
        var revision = Accepted(authority, Apply(Sound));
        Assert.Equal((1, 1, "ann"), (revision.Version, revision.Epoch, revision.Author));
        var published = Publisher.ExpectMsg<PublishedMesh>();
        Assert.Equal((1, 2), (published.Epoch, published.Sequence));
        Assert.Equal((revision, Sound), (published.Stable, Text(published.StableDocument)));
    }

    [Fact]
    public void Changes_come_one_after_the_other()
    {
        var authority = Start();
        for (var i = 1; i <= 20; i++) authority.Tell(new ApplyMesh { Document = Meshes.Numbered(i) }, TestActor);
        Assert.Equal(Enumerable.Range(1, 20), Enumerable.Range(1, 20).Select(_ => (int)ExpectMsg<MeshOutcome>().Accepted.Revision.Version));
        Assert.Equal(Enumerable.Range(2, 20), Enumerable.Range(1, 20).Select(_ => (int)Publisher.ExpectMsg<PublishedMesh>().Sequence));
    }

    [Fact]
    public void Of_two_who_expect_the_same_version_one_is_refused()
    {
        var authority = Start();
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(1) });
        authority.Tell(new ApplyMesh { Document = Meshes.Numbered(2), ExpectedVersion = 1 }, TestActor);
        var refused = Refused(authority, new ApplyMesh { Document = Meshes.Numbered(3), ExpectedVersion = 1 }, skip: 1);
        Assert.Equal((Reason.Conflict, 2), (refused.Reason, refused.RunningVersion));
    }

    [Fact]
    public void The_same_text_again_changes_nothing()
    {
        var authority = Start();
        Accepted(authority, Apply(Sound));
        var outcome = Ask(authority, Apply(Sound));
        Assert.True(outcome.Accepted.IsUnchanged);
        Assert.Single(History(authority).Revisions);
    }

    [Fact]
    public void Errors_are_refused_even_by_force()
    {
        var authority = Start();
        var outcome = Ask(authority, new ApplyMesh { Document = Meshes.Document("services { orders { prot = 1 } }"), Force = true });
        Assert.Equal(Reason.Invalid, outcome.Refused.Reason);
        Assert.Contains(outcome.Problems, problem => problem.Path == "services.orders.prot");
        Assert.Empty(History(authority).Revisions);
    }

    [Fact]
    public void What_is_worse_than_what_runs_needs_force()
    {
        var authority = Start();
        Accepted(authority, Apply(Sound));
        var worse = Ask(authority, Apply(Doubtful));
        Assert.Equal(Reason.Worse, worse.Refused?.Reason);
        Assert.All(worse.Problems, problem => Assert.Equal(Problem.Types.Severity.Warning, problem.Severity));
        var forced = Apply(Doubtful);
        forced.Force = true;
        Assert.Equal(2, Accepted(authority, forced).Version);
        // It runs now: no worse than itself with a port changed.
        Assert.Equal(3, Accepted(authority, Apply(Doubtful.Replace("8081", "8082", StringComparison.Ordinal))).Version);
    }

    [Fact]
    public void A_first_mesh_may_have_warnings() => Assert.Equal(1, Accepted(Start(), Apply(Doubtful)).Version);

    [Fact]
    public void A_dry_run_changes_nothing()
    {
        var authority = Start();
        var outcome = Ask(authority, new ApplyMesh { Document = Meshes.Document(Sound), DryRun = true });
        Assert.Equal(1, outcome.Accepted.Revision.Version);
        Assert.Empty(History(authority).Revisions);
        Publisher.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Damaged_documents_are_refused()
    {
        var document = Meshes.Document(Sound);
        document.Hash = ByteString.CopyFrom(new byte[32]);
        Assert.Equal(Reason.Invalid, Refused(Start(), new ApplyMesh { Document = document }).Reason);
    }

    [Fact]
    public void A_roll_back_is_a_new_version_with_the_old_text()
    {
        var authority = Start();
        for (var i = 1; i <= 3; i++) Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(i) });
        var revision = Accepted(authority, new RollBackMesh { ToVersion = 1, Author = "bob" });
        Assert.Equal((4, 1), (revision.Version, revision.Restores));
        Assert.Equal(Meshes.Numbered(1).Hash, revision.Hash);
        Assert.Equal((5, 3), (Accepted(authority, new RollBackMesh()).Version, History(authority).Revisions[0].Restores));
        Assert.Equal(Reason.NotFound, Refused(authority, new RollBackMesh { ToVersion = 99 }).Reason);
    }

    [Fact]
    public void A_roll_back_to_other_names_is_asked_for_by_name()
    {
        var authority = Start(hasIdentities: true);
        Accepted(authority, new ApplyMesh { Document = Meshes.Document($"mesh.namespace = old\n{Sound}") });
        Accepted(authority, new ApplyMesh { Document = Meshes.Document($"mesh.namespace = new\n{Sound}"), Rename = true });

        Assert.Contains("/ns/new/sa/... in version 2, and would be spiffe://", Refused(authority, new RollBackMesh()).What, StringComparison.Ordinal);
        Assert.Equal(1, Accepted(authority, new RollBackMesh { Rename = true }).Restores);
    }

    [Fact]
    public void A_canary_runs_beside_what_runs_until_it_ends_well()
    {
        var authority = Start();
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(1) });
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(2), CanaryPercent = 10, Bake = Duration.FromTimeSpan(TimeSpan.FromMinutes(2)) });
        Publisher.ExpectMsg<PublishedMesh>();
        var canary = Publisher.ExpectMsg<PublishedMesh>();
        Assert.Equal((1, 2, 0, 10), (canary.Stable.Version, canary.Canary.Version, canary.CanaryPercent, canary.CanaryAskedPercent));
        Assert.Equal(Reason.Rollout, Refused(authority, new ApplyMesh { Document = Meshes.Numbered(3) }).Reason);
        Assert.Equal(Reason.NotFound, Refused(authority, new EndRollout { Version = 7, IsSuccess = true }).Reason);
        Accepted(authority, new EndRollout { Version = 2, WidenToPercent = 10 });
        Assert.Equal(10, Publisher.ExpectMsg<PublishedMesh>().CanaryPercent);
        Accepted(authority, new EndRollout { Version = 2, IsSuccess = true });
        var ended = Publisher.ExpectMsg<PublishedMesh>();
        Assert.Equal(2, ended.Stable.Version);
        Assert.Null(ended.Canary);
    }

    [Fact]
    public void A_canary_that_is_taken_back_leaves_what_ran()
    {
        var authority = Start();
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(1) });
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(2), CanaryPercent = 10 });
        Accepted(authority, new RollBackMesh { Author = "ann" });
        var history = History(authority);
        Assert.Equal((1, "ann took it back"), (history.Current.Stable.Version, history.Current.RolloutNote));
        Assert.Equal(3, Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(3) }).Version);
        // The one before is the one that ran before.
        Assert.Equal(1, Accepted(authority, new RollBackMesh()).Restores);
    }

    [Fact]
    public void Whoever_is_behind_gets_the_mesh_and_nobody_else()
    {
        var authority = Start();
        authority.Tell(new PullPublication(), TestActor);
        Assert.Null(ExpectMsg<PublicationState>().Mesh);
        Accepted(authority, Apply(Sound));
        authority.Tell(new PullPublication { Epoch = 1, Sequence = 1 }, TestActor);
        Assert.Equal(2, ExpectMsg<PublicationState>().Mesh.Sequence);
        authority.Tell(new PullPublication { Epoch = 1, Sequence = 2 }, TestActor);
        var state = ExpectMsg<PublicationState>();
        Assert.Null(state.Mesh);
        Assert.Equal("control-1:25520", state.Summary.Leader);
    }

    [Fact]
    public void Versions_are_read_with_their_text()
    {
        var authority = Start();
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(1) });
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(2) });
        authority.Tell(new ReadVersion { Version = 1 }, TestActor);
        Assert.Equal(Meshes.Numbered(1), ExpectMsg<VersionText>().Document);
        authority.Tell(new ReadVersion(), TestActor);
        Assert.Equal(2, ExpectMsg<VersionText>().Revision.Version);
        authority.Tell(new ReadVersion { Version = 3 }, TestActor);
        Assert.Null(ExpectMsg<VersionText>().Revision);
    }

    [Fact]
    public void A_new_leader_goes_on_with_a_higher_epoch()
    {
        var first = Start();
        Accepted(first, Apply(Sound));
        Watch(first);
        first.Tell(PoisonPill.Instance);
        ExpectTerminated(first);
        var second = Start(node: "control-2:25520");
        var published = Publisher.ExpectMsg<PublishedMesh>();
        Assert.Equal((3, 3, 1), (published.Epoch, published.Sequence, published.Stable.Version));
        var next = Accepted(second, new ApplyMesh { Document = Meshes.Numbered(2) });
        Assert.Equal((2, 3), (next.Version, next.Epoch));
    }

    [Fact]
    public void Who_expects_that_nothing_ran_is_not_faster_than_somebody_else()
    {
        var authority = Start();
        var first = Apply(Sound);
        first.ExpectedVersion = ActorMesh.ControlPlane.Authority.MeshHistory.NoVersion;
        Assert.Equal(1, Accepted(authority, first).Version);
        Assert.Equal(Reason.Conflict, Refused(authority, new ApplyMesh { Document = Meshes.Numbered(2), ExpectedVersion = first.ExpectedVersion }).Reason);
    }

    [Fact]
    public void A_publisher_that_failed_is_begun_anew_and_told_again()
    {
        var authority = Start();
        Accepted(authority, Apply(Sound));
        var before = Publisher.ExpectMsg<PublishedMesh>();
        Sys.ActorSelection(authority.Path / "publishing" / "publisher").Tell(Kill.Instance);
        Assert.Equal(before, Publisher.ExpectMsg<PublishedMesh>());
    }
}
