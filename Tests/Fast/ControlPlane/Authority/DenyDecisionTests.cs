using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using Akka.Actor;
using Akka.Configuration;
using Google.Protobuf;
using Xunit;
using Ledger = ActorMesh.ControlPlane.Authority.MeshHistory;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>Who is denied stands in the journal, and goes out with the mesh.</summary>
public sealed class DenyDecisionTests() : AuthorityRig(Config.Empty)
{
    private const string Web = "spiffe://mesh/ns/default/sa/web";

    private Ledger _history = Ledger.Empty;

    [Fact]
    public void To_deny_twice_is_to_deny_once_and_to_allow_takes_it_back()
    {
        var denial = Carry(new DenyPeer { Peer = Web, Author = "ann", Reason = "laptop lost" }).Accepted.Denial;
        Assert.Equal((Web, "ann", "laptop lost"), (denial.Peer, denial.Author, denial.Reason));
        var sequence = _history.Sequence;
        Assert.Equal("ann", Carry(new DenyPeer { Peer = Web, Author = "bob" }).Accepted.Denial.Author);
        Assert.Equal(sequence, _history.Sequence);
        Assert.NotNull(Carry(new DenyPeer { Peer = "00:AB" }).Accepted);
        Assert.Equal([Web, "ab"], _history.Denied.All.Select(one => one.Peer));

        Assert.NotNull(Carry(new AllowPeer { Peer = "AB" }).Accepted);
        Assert.Equal([Web], _history.Denied.All.Select(one => one.Peer));
        Assert.Equal(Reason.NotFound, Carry(new AllowPeer { Peer = "AB" }).Refused.Reason);
    }

    [Fact]
    public void What_is_nobody_and_one_too_many_are_refused()
    {
        Assert.Equal(Reason.Invalid, Carry(new DenyPeer { Peer = "web" }).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new DenyPeer { Peer = "spiffe://mesh/actormesh/control" }).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new DenyPeer { Peer = Web, Reason = new string('x', 2000) }).Refused.Reason);
        for (var i = 1; i <= DenyList.PeersMax; i++) Assert.NotNull(Carry(new DenyPeer { Peer = $"{i:x}" }).Accepted);
        Assert.Equal(Reason.TooLarge, Carry(new DenyPeer { Peer = Web }).Refused.Reason);
    }

    [Fact]
    public void A_snapshot_holds_them()
    {
        Carry(new DenyPeer { Peer = Web, Reason = "lost" });
        Assert.Equal(_history.Denied.All, HistorySnapshot.Read(HistorySnapshot.Of(_history)).Denied.All);
    }

    [Fact]
    public async Task Each_change_is_published_with_the_mesh_and_outlives_its_leader()
    {
        var authority = Start();
        Leads(authority);
        Accepted(authority, Apply(Sound));
        var before = Publisher.ExpectMsg<PublishedMesh>();
        Assert.Empty(before.Denied);
        Assert.NotNull(Ask(authority, new DenyPeer { Peer = Web }).Accepted);
        var after = Publisher.ExpectMsg<PublishedMesh>();
        Assert.Equal((Web, before.Stable), (Assert.Single(after.Denied), after.Stable));
        Assert.True(after.Sequence > before.Sequence);

        await authority.GracefulStop(TimeSpan.FromSeconds(10));
        var next = Start(node: "control-2:25520");
        Leads(next);
        Assert.Equal(Web, Assert.Single(Publisher.ExpectMsg<PublishedMesh>().Denied));
        next.Tell(new ReadDenials(), TestActor);
        Assert.Equal(Web, Assert.Single(ExpectMsg<DenialList>().Denials).Peer);
    }

    [Fact]
    public void What_is_decided_before_there_is_a_mesh_is_published_all_the_same()
    {
        var authority = Start();
        Leads(authority);
        Assert.NotNull(Ask(authority, new DenyPeer { Peer = Web }).Accepted);
        var denied = Publisher.ExpectMsg<PublishedMesh>();
        Assert.Equal((Web, null), (Assert.Single(denied.Denied), denied.Stable));
        authority.Tell(new PullPublication(), TestActor);
        Assert.Equal(denied, ExpectMsg<PublicationState>().Mesh);

        Assert.NotNull(Ask(authority, new AllowPeer { Peer = Web }).Accepted);
        Assert.Empty(Publisher.ExpectMsg<PublishedMesh>().Denied);
    }

    private MeshOutcome Carry(IMessage command)
    {
        var decision = new ChangeDecision(_history, Clock.GetUtcNow()).Of(command);
        if (decision.Event is { } written) _history = _history.With(_history.Seal(written), _history.Sequence + 1);
        return decision.Outcome;
    }
}
