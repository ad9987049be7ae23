using System.Collections.Immutable;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>All that the journal's entries come to: versions, their documents, what runs. Immutable; same entries, same history.</summary>
public sealed record MeshHistory
{
    /// <summary>Versions beyond it are forgotten, the oldest first.</summary>
    public const int VersionsMax = 10_000;

    /// <summary>As an expected version: none has run yet.</summary>
    public const long NoVersion = -1;

    /// <summary>No journal comes to a higher one: they rise by one with each leader and with each entry at most.</summary>
    public const long EpochMax = 1_000_000_000_000_000;

    public static MeshHistory Empty { get; } = new();

    /// <summary>The number of the last entry; 0 for none.</summary>
    public long Sequence { get; init; }

    /// <summary>The number of the last entry that was about the mesh: what nodes compare.</summary>
    public long MeshSequence { get; init; }

    /// <summary>Of the last entry.</summary>
    public ByteString Chain { get; init; } = JournalChain.Start;

    /// <summary>Of the last leader; 0 for none yet.</summary>
    public long Epoch { get; init; }

    /// <summary>Epochs up to it are of a journal that is gone, by decision of a person; 0 for none.</summary>
    public long AboveEpoch { get; init; }

    /// <summary>When <see cref="AboveEpoch"/> was last raised; long ago when it never was. Tokens that were made before are good no more.</summary>
    public DateTimeOffset RestoredAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Where it is, as host:port.</summary>
    public string Leader { get; init; } = "";

    /// <summary>The oldest first, without a gap.</summary>
    public ImmutableList<HistoryVersion> Versions { get; init; } = [];

    public HistoryDocuments Documents { get; init; } = HistoryDocuments.Empty;

    /// <summary>What everybody runs who is not part of <see cref="Rollout"/>; null before the first.</summary>
    public MeshRevision? Stable { get; init; }

    public Rollout? Rollout { get; init; }

    public TokenLedger Tokens { get; init; } = TokenLedger.Empty;

    public DenyLedger Denied { get; init; } = DenyLedger.Empty;

    /// <summary>How the last rollout ended; empty for none.</summary>
    public string RolloutNote { get; init; } = "";

    /// <summary>Of a leader that would begin now.</summary>
    public long NextEpoch => Math.Max(Sequence, Epoch) + 1;

    public long LastVersion => Versions.IsEmpty ? 0 : Versions[^1].Number;

    /// <returns>The epoch of a mesh that is applied now and shall go before all up to <paramref name="above"/>.</returns>
    public long EpochAbove(long above) => Math.Max(Epoch, above > AboveEpoch ? above + 1 : 0);

    /// <returns>Null when there never was one, or when it is forgotten.</returns>
    public HistoryVersion? Find(long version)
    {
        var index = Versions.IsEmpty ? -1 : version - Versions[0].Number;
        return index >= 0 && index < Versions.Count ? Versions[(int)index] : null;
    }

    /// <returns>The entry that would come next for <paramref name="written"/>.</returns>
    public JournalEntry Seal(JournalEvent written) => JournalChain.Seal(Chain, Sequence + 1, written);

    /// <param name="number">Of the entry, as the journal counts.</param>
    /// <exception cref="JournalException">It does not follow what was before it, or makes no sense after it.</exception>
    public MeshHistory With(JournalEntry entry, long number)
    {
        if (number != Sequence + 1) throw new JournalException($"entry {number} of the journal comes after entry {Sequence}: what is between them is missing");
        var written = JournalChain.Open(Chain, number, entry);
        var after = Tokens.With(written) is { } tokens ? this with { Tokens = tokens } : After(written, number) with { MeshSequence = number };
        return after with { Sequence = number, Chain = entry.Chain };
    }

    private MeshHistory After(JournalEvent written, long number) => Denied.With(written) is { } denied ? this with { Denied = denied } : written.EventCase switch
    {
        JournalEvent.EventOneofCase.EpochStarted when written.EpochStarted.Epoch == NextEpoch => this with { Epoch = NextEpoch, Leader = written.EpochStarted.Leader },
        JournalEvent.EventOneofCase.MeshApplied when Follows(written.MeshApplied) => Applied(written.MeshApplied, written.At),
        JournalEvent.EventOneofCase.RolloutWidened when written.RolloutWidened.Version == Rollout?.Version =>
            this with { Rollout = Rollout with { Percent = written.RolloutWidened.Percent } },
        JournalEvent.EventOneofCase.RolloutEnded when written.RolloutEnded.Version == Rollout?.Version => Ended(written.RolloutEnded),
        _ => throw new JournalException($"entry {number} of the journal ({written.EventCase}) makes no sense after what is before it"),
    };

    private bool Follows(MeshApplied applied) =>
        Rollout is null && applied.Revision is { } revision && revision.Version == LastVersion + 1 && revision.Epoch == EpochAbove(applied.AboveEpoch);

    private MeshHistory Applied(MeshApplied applied, Timestamp at)
    {
        var isCanary = applied.Canary is not null;
        var versions = Versions.Add(new HistoryVersion(applied.Revision, HasRun: !isCanary));
        if (versions.Count > VersionsMax) versions = versions.RemoveAt(0);
        var next = this with
        {
            Epoch = applied.Revision.Epoch,
            AboveEpoch = Math.Max(AboveEpoch, applied.AboveEpoch),
            RestoredAt = applied.AboveEpoch > AboveEpoch ? at.ToDateTimeOffset() : RestoredAt,
            Versions = versions,
            Stable = isCanary ? Stable : applied.Revision,
            Rollout = isCanary ? new Rollout(applied.Revision.Version, 0, applied.Canary!.AskedPercent, applied.Canary.Bake?.ToTimeSpan() ?? TimeSpan.Zero) : null,
            RolloutNote = "",
            Denied = Denied.And(applied.Denied),
        };
        return next with { Documents = Documents.With(applied.Document, next) };
    }

    private MeshHistory Ended(RolloutEnded ended)
    {
        if (!ended.IsSuccess) return this with { Rollout = null, RolloutNote = ended.Reason };
        var version = Find(ended.Version)!;
        return this with
        {
            Rollout = null,
            RolloutNote = ended.Reason,
            Stable = version.Revision,
            Versions = Versions.SetItem((int)(ended.Version - Versions[0].Number), version with { HasRun = true }),
        };
    }
}
