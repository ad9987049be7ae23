using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using Google.Protobuf.WellKnownTypes;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Decides who is let in nowhere: a ledger and a command make an event, or a refusal. Pure.</summary>
/// <param name="now">Of the wall clock.</param>
internal sealed class DenyDecision(DenyLedger ledger, DateTimeOffset now)
{
    public Decision Of(DenyPeer deny)
    {
        if (deny.Author.Length > ChangeDecision.AuthorLengthMax || deny.Reason.Length > ChangeDecision.MessageLengthMax)
            return Refused(Reason.Invalid, "the author or the reason is too long", $"{ChangeDecision.AuthorLengthMax} and {ChangeDecision.MessageLengthMax} characters are the most");
        if (DenyList.Normal(deny.Peer, out var problem) is not { } peer) return Refused(Reason.Invalid, problem, "actormesh cert list shows ids and serial numbers");
        if (ledger.Find(peer) is { } known) return Decision.Answer(Accepted(known));
        if (ledger.All.Count >= DenyList.PeersMax) return Refused(Reason.TooLarge, $"{DenyList.PeersMax} peers are denied already, as many as may be", "take back those whose certificates have ended: actormesh cert denied");
        return Written(new Denial { Peer = peer, At = Timestamp.FromDateTimeOffset(now), Author = deny.Author, Reason = deny.Reason }, denial => new JournalEvent { PeerDenied = denial });
    }

    public Decision Of(AllowPeer allow)
    {
        var peer = DenyList.Normal(allow.Peer, out _) ?? allow.Peer;
        return ledger.Find(peer) is { } denial
            ? Written(denial, _ => new JournalEvent { PeerAllowed = new PeerAllowed { Peer = peer, Author = allow.Author } })
            : Refused(Reason.NotFound, $"{Hocon.Reading.Quoted.Of(allow.Peer)} is not denied", "actormesh cert denied names those that are");
    }

    private Decision Written(Denial denial, Func<Denial, JournalEvent> of)
    {
        var written = of(denial);
        written.At = Timestamp.FromDateTimeOffset(now);
        return new Decision(written, Accepted(denial));
    }

    private static MeshOutcome Accepted(Denial denial) => new() { Accepted = new MeshOutcome.Types.Accepted { Denial = denial } };

    private static Decision Refused(Reason reason, string what, string help) =>
        Decision.Answer(new MeshOutcome { Refused = new MeshOutcome.Types.Refused { Reason = reason, What = what, Help = help } });
}
