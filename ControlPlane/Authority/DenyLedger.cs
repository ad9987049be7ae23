using System.Collections.Immutable;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Whom the journal says to let in nowhere. Immutable; same entries, same ledger.</summary>
public sealed class DenyLedger
{
    /// <summary>Bytes of all entries. Twice as much fits between nodes, beside two meshes of the largest size: so much there is after a journal was given up, at most.</summary>
    public const int SizeMax = 96 * 1024;

    private readonly ImmutableList<Denial> _denials;

    private DenyLedger(ImmutableList<Denial> denials) => _denials = denials;

    public static DenyLedger Empty { get; } = new([]);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Denial> All => _denials;

    public static DenyLedger Of(IEnumerable<Denial> denials) => new([.. denials]);

    public int Size => _denials.Sum(denial => denial.CalculateSize());

    public Denial? Find(string peer) => _denials.Find(denial => denial.Peer == peer);

    /// <summary>With those of them that it has not.</summary>
    internal DenyLedger And(IEnumerable<Denial> more) => new(_denials.AddRange(more.Where(denial => Find(denial.Peer) is null)));

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
