using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.ControlPlane.Documents;
using CsCheck;
using Google.Protobuf;
using Xunit;
using History = ActorMesh.ControlPlane.Authority.MeshHistory;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>Any order of commands makes a history that holds together, and any change to its entries shows.</summary>
public sealed class MeshHistoryTests
{
    private static readonly MeshDocument[] Documents = [.. Enumerable.Range(1, 6).Select(Meshes.Numbered)];

    private static readonly Gen<IMessage> Commands = Gen.OneOf<IMessage>(
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4].Select(i => new[] { 0, 0, 0, 10, 50 }[i]), (document, canary) => (IMessage)new ApplyMesh { Document = Documents[document], CanaryPercent = canary, AboveEpoch = canary == 50 ? 70 : 0 }),
        Gen.Int[0, 8].Select(version => (IMessage)new RollBackMesh { ToVersion = version }),
        Gen.Select(Gen.Int[1, 12], Gen.Bool, Gen.Int[0, 4].Select(i => new[] { 0, 0, 20, 60, 100 }[i]), (version, success, widen) => (IMessage)new EndRollout { Version = version, IsSuccess = success, WidenToPercent = widen }),
        Gen.Const((IMessage)new EpochStarted()));

    private static readonly Gen<List<IMessage>> Lives = Commands.List[1, 40];

    [Fact]
    public void What_runs_is_always_a_version_with_a_text() =>
        Lives.Sample(life =>
        {
            var (history, _) = Live(life);
            Assert.Equal(Enumerable.Range(1, history.Versions.Count), history.Versions.Select(version => (int)version.Number));
            if (history.Stable is null)
            {
                Assert.Empty(history.Versions);
                Assert.Null(Publication.Of(history));
                return;
            }

            var mesh = Publication.Of(history)!;
            Assert.Equal(mesh.Stable.Hash, mesh.StableDocument.Hash);
            Assert.True(history.Find(mesh.Stable.Version)!.HasRun);
            Assert.Equal(mesh.Canary?.Hash, mesh.CanaryDocument?.Hash);
            Assert.True(mesh.Canary is null || (mesh.Canary.Version == history.LastVersion && !history.Find(mesh.Canary.Version)!.HasRun));
        });

    [Fact]
    public void Versions_and_sequences_only_rise() =>
        Lives.Sample(life =>
        {
            var history = History.Empty;
            foreach (var command in life)
            {
                var next = After(history, command);
                Assert.True(next.Sequence >= history.Sequence && next.LastVersion >= history.LastVersion && next.Epoch >= history.Epoch);
                Assert.True((next.Epoch, next.Sequence).CompareTo((history.Epoch, history.Sequence)) >= 0);
                history = next;
            }
        });

    [Fact]
    public void Reading_the_entries_again_gives_the_same_history() =>
        Lives.Sample(life =>
        {
            var (history, entries) = Live(life);
            Assert.Equal(HistorySnapshot.Of(history), HistorySnapshot.Of(Replay(entries)));
        });

    [Fact]
    public void A_snapshot_is_as_good_as_the_entries_before_it() =>
        Gen.Select(Lives, Gen.Int[0, 40]).Sample((life, at) =>
        {
            var (history, entries) = Live(life);
            var cut = Math.Min(at, entries.Count);
            var resumed = HistorySnapshot.Read(JournalSnapshot.Parser.ParseFrom(HistorySnapshot.Of(Replay(entries.Take(cut))).ToByteArray()));
            for (var i = cut; i < entries.Count; i++) resumed = resumed.With(entries[i], i + 1);
            Assert.Equal(Publication.Of(history), Publication.Of(resumed));
            Assert.Equal(history.Versions, resumed.Versions);
            Assert.Equal(history.Chain, resumed.Chain);
        });

    [Fact]
    public void Every_changed_octet_of_every_entry_shows()
    {
        var (_, entries) = Live([.. Enumerable.Range(0, 12).Select(i => (IMessage)new ApplyMesh { Document = Documents[i % 6] })]);
        for (var number = 0; number < entries.Count; number++)
        {
            var octets = entries[number].ToByteArray();
            for (var at = 0; at < octets.Length; at++)
            {
                octets[at] ^= 0x10;
                Assert.True(IsRefused(entries, number, octets), $"octet {at} of entry {number + 1}");
                octets[at] ^= 0x10;
            }
        }
    }

    [Fact]
    public void A_missing_doubled_or_swapped_entry_shows() =>
        Gen.Select(Lives, Gen.Int[0, 40], Gen.Int[0, 2]).Sample((life, at, how) =>
        {
            var (_, entries) = Live(life);
            if (entries.Count < 3) return;
            var index = at % (entries.Count - 2);
            var changed = entries.ToList();
            if (how == 0) changed.RemoveAt(index);
            else if (how == 1) changed.Insert(index, changed[index]);
            else (changed[index], changed[index + 1]) = (changed[index + 1], changed[index]);
            Assert.Throws<JournalException>(() => Replay(changed));
        });

    [Fact]
    public void Old_texts_are_forgotten_and_what_runs_is_not()
    {
        var history = After(History.Empty, new EpochStarted());
        for (var i = 1; i <= HistoryDocuments.CountMax + 50; i++)
            history = After(history, new ApplyMesh { Document = new MeshDocument { Hash = ByteString.CopyFrom(BitConverter.GetBytes(i)), Packed = ByteString.Empty } });
        Assert.Equal(HistoryDocuments.CountMax, history.Documents.Count);
        Assert.Null(history.Documents.Find(history.Find(50)!.Revision.Hash));
        Assert.NotNull(history.Documents.Find(history.Find(51)!.Revision.Hash));
        Assert.NotNull(history.Documents.Find(history.Stable!.Hash));
    }

    private static bool IsRefused(List<JournalEntry> entries, int number, byte[] octets)
    {
        try
        {
            Replay([.. entries.Take(number), JournalEntry.Parser.ParseFrom(octets), .. entries.Skip(number + 1)]);
            return false;
        }
        catch (Exception e) when (e is JournalException or InvalidProtocolBufferException)
        {
            return true;
        }
    }

    private static History Replay(IEnumerable<JournalEntry> entries) => entries.Index().Aggregate(History.Empty, (history, entry) => history.With(entry.Item, entry.Index + 1));

    private static (History History, List<JournalEntry> Entries) Live(IEnumerable<IMessage> life)
    {
        var (history, entries) = (History.Empty, new List<JournalEntry>());
        foreach (var command in life.Prepend(new EpochStarted())) history = After(history, command, entries);
        return (history, entries);
    }

    private static History After(History history, IMessage command, List<JournalEntry>? entries = null)
    {
        var decide = new ChangeDecision(history, DateTimeOffset.UnixEpoch);
        var written = command switch
        {
            ApplyMesh apply => decide.Of(apply, [], []).Event,
            RollBackMesh rollBack => decide.Of(rollBack, []).Event,
            EndRollout end => decide.Of(end).Event,
            _ => new JournalEvent { EpochStarted = new EpochStarted { Epoch = history.NextEpoch, Leader = "control-1:7946" } },
        };
        if (written is null) return history;
        var entry = history.Seal(written);
        entries?.Add(entry);
        return history.With(entry, history.Sequence + 1);
    }
}
