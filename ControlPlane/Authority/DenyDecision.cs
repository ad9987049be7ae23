using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using Google.Protobuf.WellKnownTypes;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Decides who is let in nowhere: a ledger and a command make an event, or a refusal. Pure.</summary>
/// <param name="now">Of the wall clock.</param>
internal sealed class DenyDecision(DenyLedger ledger, DateTimeOffset now)
{
    /// <summary>Characters of why.</summary>
    public const int ReasonLengthMax = 256;

    public Decision Of(DenyPeer deny)
    {
        if (TooLong(deny.Author, deny.Reason) is { } refused) return refused;
        if (DenyList.Normal(deny.Peer, out var problem) is not { } peer) return Refused(Reason.Invalid, problem, "actormesh cert list shows ids and serial numbers");
        if (ledger.Find(peer) is { } known) return Decision.Answer(Accepted(known));
        var denial = new Denial { Peer = peer, At = Timestamp.FromDateTimeOffset(now), Author = deny.Author, Reason = deny.Reason };
        return ledger.All.Count >= DenyList.PeersMax || ledger.Size + denial.CalculateSize() > DenyLedger.SizeMax
            ? Refused(Reason.TooLarge, $"{ledger.All.Count} peers are denied already, and with this one the list would be larger than it may be", $"{DenyList.PeersMax} peers and {DenyLedger.SizeMax / 1024} KiB are the most; take back those whose certificates have ended: actormesh cert denied")
            : Written(denial, written => new JournalEvent { PeerDenied = written });
    }

    public Decision Of(AllowPeer allow)
    {
        if (TooLong(allow.Author, "") is { } refused) return refused;
        var peer = DenyList.Normal(allow.Peer, out _) ?? allow.Peer;
        return ledger.Find(peer) is { } denial
            ? Written(denial, _ => new JournalEvent { PeerAllowed = new PeerAllowed { Peer = peer, Author = allow.Author } })
            : Refused(Reason.NotFound, $"{Hocon.Reading.Quoted.Of(allow.Peer)} is not denied", "actormesh cert denied names those that are");
    }

    private static Decision? TooLong(string author, string reason) => author.Length <= ChangeDecision.AuthorLengthMax && reason.Length <= ReasonLengthMax
        ? null
        : Refused(Reason.Invalid, "the author or the reason is too long", $"{ChangeDecision.AuthorLengthMax} and {ReasonLengthMax} characters are the most");

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
