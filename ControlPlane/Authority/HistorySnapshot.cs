using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>
/// A history as the journal keeps it, so that a new leader need not read every entry. It has a digest of its own, and the first entry after it has to
/// follow it. Entries before it are not read, and so not checked: nothing comes of what they say.
/// </summary>
internal static class HistorySnapshot
{
    public static JournalSnapshot Of(MeshHistory history)
    {
        var state = new JournalState
        {
            Sequence = history.Sequence,
            MeshSequence = history.MeshSequence,
            Chain = history.Chain,
            Epoch = history.Epoch,
            AboveEpoch = history.AboveEpoch,
            RestoredAt = Timestamp.FromDateTimeOffset(history.RestoredAt),
            Leader = history.Leader,
            Stable = history.Stable,
            RolloutNote = history.RolloutNote,
            Rollout = history.Rollout is not { } rollout ? null : new JournalState.Types.Rollout
            {
                Version = rollout.Version, Percent = rollout.Percent, AskedPercent = rollout.AskedPercent, Bake = Duration.FromTimeSpan(rollout.Bake),
            },
        };
        state.Versions.AddRange(history.Versions.Select(version => new JournalState.Types.Version { Revision = version.Revision, HasRun = version.HasRun }));
        state.Documents.AddRange(history.Documents.All);
        state.Tokens.AddRange(history.Tokens.All);
        state.Denied.AddRange(history.Denied.All);
        var body = state.ToByteString();
        return new JournalSnapshot { Hash = UnsafeByteOperations.UnsafeWrap(SHA256.HashData(body.Span)), Body = body };
    }

    /// <exception cref="JournalException">It is damaged.</exception>
    public static MeshHistory Read(JournalSnapshot snapshot)
    {
        if (!SHA256.HashData(snapshot.Body.Span).AsSpan().SequenceEqual(snapshot.Hash.Span)) throw Damaged("it does not have the hash that was written with it");
        try
        {
            return Of(JournalState.Parser.ParseFrom(snapshot.Body));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Damaged(e.Message);
        }
    }

    private static MeshHistory Of(JournalState state) => new()
    {
        Sequence = state.Sequence,
        MeshSequence = state.MeshSequence == 0 ? state.Sequence : state.MeshSequence,
        Tokens = TokenLedger.Of(state.Tokens),
        Denied = DenyLedger.Of(state.Denied),
        Chain = state.Chain,
        Epoch = state.Epoch,
        AboveEpoch = state.AboveEpoch,
        RestoredAt = state.RestoredAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch,
        Leader = state.Leader,
        Versions = [.. state.Versions.Select(version => new HistoryVersion(version.Revision, version.HasRun))],
        Documents = HistoryDocuments.Of(state.Documents),
        Stable = state.Stable,
        RolloutNote = state.RolloutNote,
        Rollout = state.Rollout is not { } rollout ? null : new Rollout(rollout.Version, rollout.Percent, rollout.AskedPercent, rollout.Bake.ToTimeSpan()),
    };

    private static JournalException Damaged(string why) => new($"the snapshot of the journal is damaged: {why}") { IsOfSnapshot = true };
}
