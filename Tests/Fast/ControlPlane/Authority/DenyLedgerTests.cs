using System.Globalization;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;
using Xunit;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>Who may be denied, and how much of that there may be.</summary>
public sealed class DenyLedgerTests
{
    private const string Web = "spiffe://shop.local/ns/default/sa/web";

    private DenyLedger _ledger = DenyLedger.Empty;

    [Theory]
    [InlineData("spiffe://shop.local/actormesh/member", true)]
    [InlineData("spiffe://shop.local/actormesh/control", false)]
    [InlineData("spiffe://shop.local", false)]
    [InlineData("orders", false)]
    public void Whatever_the_mesh_can_do_without_can_be_denied(string peer, bool can) => Assert.Equal(can, Deny(peer).Accepted is not null);

    [Fact]
    public void What_is_said_of_it_is_short()
    {
        Assert.NotNull(Decide(decision => decision.Of(new DenyPeer { Peer = Web, Author = new string('a', ChangeDecision.AuthorLengthMax), Reason = new string('r', DenyDecision.ReasonLengthMax) })).Accepted);
        Assert.Equal(Reason.Invalid, Decide(decision => decision.Of(new DenyPeer { Peer = "4abc", Reason = new string('r', DenyDecision.ReasonLengthMax + 1) })).Refused?.Reason);
        Assert.Equal(Reason.Invalid, Decide(decision => decision.Of(new AllowPeer { Peer = Web, Author = new string('a', ChangeDecision.AuthorLengthMax + 1) })).Refused?.Reason);
    }

    [Fact]
    public void Whatever_may_be_denied_fits_between_nodes_twice_beside_two_meshes_of_the_largest_size()
    {
        for (var i = 0; i < DenyList.PeersMax; i++)
            if (Deny($"{Web}{i.ToString(CultureInfo.InvariantCulture)}/{new string('x', 1_900)}").Refused?.Reason == Reason.TooLarge) break;
        Assert.InRange(_ledger.Size, DenyLedger.SizeMax - 4_096, DenyLedger.SizeMax);
        Assert.True((2 * DenyLedger.SizeMax) + (2 * ActorMesh.Runtime.Contracts.MeshDocuments.PackedMax) < MemberConfiguration.FrameMax - (32 * 1024));
    }

    private MeshOutcome Deny(string peer) => Decide(decision => decision.Of(new DenyPeer { Peer = peer }));

    private MeshOutcome Decide(Func<DenyDecision, Decision> decide)
    {
        var decision = decide(new DenyDecision(_ledger, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        if (decision.Event is { } written) _ledger = _ledger.With(written)!;
        return decision.Outcome;
    }
}
