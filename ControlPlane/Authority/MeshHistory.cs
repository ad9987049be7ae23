using System.Collections.Immutable;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>All that the journal's entries come to: versions, their documents, what runs. Immutable; same entries, same history.</summary>
public sealed record MeshHistory
{
    /// <summary>Versions beyond it are forgotten, the oldest first.</summary>
    public const int VersionsMax = 10_000;

    public static MeshHistory Empty { get; } = new();

    /// <summary>The number of the last entry; 0 for none.</summary>
    public long Sequence { get; init; }

    /// <summary>Of the last entry.</summary>
    public ByteString Chain { get; init; } = JournalChain.Start;

    /// <summary>Of the last leader; 0 for none yet.</summary>
    public long Epoch { get; init; }

    /// <summary>Where it is, as host:port.</summary>
    public string Leader { get; init; } = "";

    /// <summary>The oldest first, without a gap.</summary>
    public ImmutableList<HistoryVersion> Versions { get; init; } = [];

    public HistoryDocuments Documents { get; init; } = HistoryDocuments.Empty;

    /// <summary>What everybody runs who is not part of <see cref="Rollout"/>; null before the first.</summary>
    public MeshRevision? Stable { get; init; }

    public Rollout? Rollout { get; init; }

    /// <summary>How the last rollout ended; empty for none.</summary>
    public string RolloutNote { get; init; } = "";

    public long LastVersion => Versions.IsEmpty ? 0 : Versions[^1].Number;

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
        return After(written, number) with { Sequence = number, Chain = entry.Chain };
    }

    private MeshHistory After(JournalEvent written, long number) => written.EventCase switch
    {
        JournalEvent.EventOneofCase.EpochStarted when written.EpochStarted.Epoch == number => this with { Epoch = number, Leader = written.EpochStarted.Leader },
        JournalEvent.EventOneofCase.MeshApplied when Follows(written.MeshApplied.Revision) => Applied(written.MeshApplied),
        JournalEvent.EventOneofCase.RolloutWidened when written.RolloutWidened.Version == Rollout?.Version =>
            this with { Rollout = Rollout with { Percent = written.RolloutWidened.Percent } },
        JournalEvent.EventOneofCase.RolloutEnded when written.RolloutEnded.Version == Rollout?.Version => Ended(written.RolloutEnded),
        _ => throw new JournalException($"entry {number} of the journal ({written.EventCase}) makes no sense after what is before it"),
    };

    private bool Follows(MeshRevision? revision) => Rollout is null && revision is not null && revision.Version == LastVersion + 1 && revision.Epoch == Epoch;

    private MeshHistory Applied(MeshApplied applied)
    {
        var isCanary = applied.Canary is not null;
        var versions = Versions.Add(new HistoryVersion(applied.Revision, HasRun: !isCanary));
        if (versions.Count > VersionsMax) versions = versions.RemoveAt(0);
        var next = this with
        {
            Versions = versions,
            Stable = isCanary ? Stable : applied.Revision,
            Rollout = isCanary ? new Rollout(applied.Revision.Version, 0, applied.Canary!.AskedPercent, applied.Canary.Bake?.ToTimeSpan() ?? TimeSpan.Zero) : null,
            RolloutNote = "",
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
