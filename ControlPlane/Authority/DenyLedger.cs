using System.Collections.Immutable;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Whom the journal says to let in nowhere. Immutable; same entries, same ledger.</summary>
public sealed class DenyLedger
{
    private readonly ImmutableList<Denial> _denials;

    private DenyLedger(ImmutableList<Denial> denials) => _denials = denials;

    public static DenyLedger Empty { get; } = new([]);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Denial> All => _denials;

    public static DenyLedger Of(IEnumerable<Denial> denials) => new([.. denials]);

    public Denial? Find(string peer) => _denials.Find(denial => denial.Peer == peer);

    /// <returns>Null when the event is about something else.</returns>
    /// <exception cref="JournalException">It makes no sense after what was before it.</exception>
    internal DenyLedger? With(JournalEvent written) => written.EventCase switch
    {
        JournalEvent.EventOneofCase.PeerDenied when Find(written.PeerDenied.Peer) is null => new DenyLedger(_denials.Add(written.PeerDenied)),
        JournalEvent.EventOneofCase.PeerAllowed when Find(written.PeerAllowed.Peer) is { } denial => new DenyLedger(_denials.Remove(denial)),
        JournalEvent.EventOneofCase.PeerDenied or JournalEvent.EventOneofCase.PeerAllowed =>
            throw new JournalException($"the journal has a {written.EventCase} that makes no sense after what is before it"),
        _ => null,
    };
}
