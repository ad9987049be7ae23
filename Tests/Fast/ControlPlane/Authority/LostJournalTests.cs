using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.ControlPlane.Documents;
using Akka.Actor;
using Akka.Configuration;
using Xunit;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>What becomes of what nodes know when the journal is another than the one that it came from.</summary>
public sealed class LostJournalTests() : AuthorityRig(Config.Empty)
{
    [Fact]
    public void A_journal_that_lacks_what_a_node_has_speaks_for_nobody_until_a_person_says_so()
    {
        var authority = Start();
        authority.Tell(new PullPublication { Epoch = 57, Sequence = 90 }, TestActor);
        ExpectMsg<PublicationState>();
        AwaitCondition(() => History(authority).Current.Trouble.Contains("epoch 57 sequence 90", StringComparison.Ordinal));
        foreach (var plain in new[] { Apply(Sound), Above(56) })
        {
            var refused = Refused(authority, plain);
            Assert.Equal(Reason.Behind, refused.Reason);
            Assert.Contains("--above-epoch", refused.Help, StringComparison.Ordinal);
        }
        Publisher.ExpectNoMsg(TimeSpan.Zero);

        Assert.Equal((1, 58), Of(Accepted(authority, Above(57))));
        var published = Publisher.ExpectMsg<PublishedMesh>();
        Assert.Equal((58, 57), (published.Epoch, published.AboveEpoch));
        Assert.Equal("", History(authority).Current.Trouble);
        Assert.Equal((2, 58), Of(Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(2) })));
    }

    [Fact]
    public void Whom_the_journal_that_is_gone_denied_stays_denied_until_a_person_allows_it()
    {
        var authority = Start();
        authority.Tell(new PullPublication { Epoch = 57, Sequence = 90 }, TestActor);
        ExpectMsg<PublicationState>();
        authority.Tell(new PullPublication { Epoch = 57, Sequence = 90, Denied = { "4abc" } }, TestActor);
        ExpectMsg<PublicationState>();
        AwaitCondition(() => History(authority).Current.Trouble.Contains("epoch 57 sequence 90", StringComparison.Ordinal));
        Assert.Contains("epoch 57 sequence 90", Denied(authority).Trouble, StringComparison.Ordinal);

        Assert.Contains(Ask(authority, Above(57)).Problems, problem => problem.Message.Contains("stay denied", StringComparison.Ordinal));
        Assert.Equal(["4abc"], Publisher.ExpectMsg<PublishedMesh>().Denied);
        Assert.Equal(("4abc", "ann"), (Assert.Single(Denied(authority).Denials).Peer, Denied(authority).Denials[0].Author));

        Assert.NotNull(Ask(authority, new AllowPeer { Peer = "4abc" }).Accepted);
        Assert.Empty(Publisher.ExpectMsg<PublishedMesh>().Denied);
        Accepted(authority, Above(60));
        Assert.Empty(Publisher.ExpectMsg<PublishedMesh>().Denied);
    }

    [Fact]
    public void What_was_applied_before_that_is_known_is_told_to_nobody_and_can_be_made_to_count()
    {
        var first = Start();
        Accepted(first, Apply(Sound));
        Publisher.ExpectMsg<PublishedMesh>();
        first.Tell(new PullPublication { Epoch = 57, Sequence = 90 }, TestActor);
        Assert.Null(ExpectMsg<PublicationState>().Mesh);
        AwaitCondition(() => Refused(first, new RollBackMesh()).Reason == Reason.Behind);
        first.Tell(new PullPublication(), TestActor);
        Assert.Null(ExpectMsg<PublicationState>().Mesh);
        Publisher.ExpectNoMsg(TimeSpan.Zero);

        // The same text: it is a new version all the same.
        Assert.Equal((2, 58), Of(Accepted(first, Above(57))));
        Watch(first);
        first.Tell(PoisonPill.Instance);
        ExpectTerminated(first);
        Start(node: "control-2:25520");
        Assert.Equal((59, 57, 2), (Publisher.ExpectMsg<PublishedMesh>() is var mesh ? mesh.Epoch : 0, mesh.AboveEpoch, mesh.Stable.Version));
    }

    private DenialList Denied(IActorRef authority)
    {
        authority.Tell(new ReadDenials(), TestActor);
        return ExpectMsg<DenialList>();
    }

    private static ApplyMesh Above(long epoch)
    {
        var apply = Apply(Sound);
        apply.AboveEpoch = epoch;
        return apply;
    }

    private static (long Version, long Epoch) Of(MeshRevision revision) => (revision.Version, revision.Epoch);
}
