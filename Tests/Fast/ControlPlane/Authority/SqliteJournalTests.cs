using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.ControlPlane.Documents;
using Akka.Actor;
using Xunit;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>The journal in a file: what was accepted is there, whatever happens to it.</summary>
public sealed class SqliteJournalTests : AuthorityRig
{
    private readonly JournalFile _file;
    private readonly Func<string?> _problem;

    public SqliteJournalTests()
        : this(new JournalFile())
    {
    }

    private SqliteJournalTests(JournalFile file)
        : base(JournalConfiguration.Of(file.Settings)) => (_file, _problem) = (file, file.Settings.Watch());

    protected override Func<string?> JournalProblem => _problem;

    [Fact]
    public void What_was_accepted_survives_the_leader()
    {
        var first = Start();
        for (var i = 1; i <= 3; i++) Accepted(first, new ApplyMesh { Document = Meshes.Numbered(i) });
        Accepted(first, new ApplyMesh { Document = Meshes.Numbered(4), CanaryPercent = 10 });
        var before = History(first);
        End(first);
        var second = Start();
        Leads(second);
        var after = History(second);
        Assert.Equal(before.Revisions, after.Revisions);
        Assert.Equal((3, 4, 6), (after.Current.Stable.Version, after.Current.Canary.Version, after.Current.Epoch));
        Assert.Equal("wal", _file.Read<string>("PRAGMA journal_mode"));
    }

    [Fact]
    public void A_locked_journal_refuses_changes_and_loses_nothing()
    {
        var authority = Start();
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(1) });
        Publisher.ExpectMsg<PublishedMesh>();
        using (_file.Lock())
        {
            var refused = Refused(authority, new ApplyMesh { Document = Meshes.Numbered(2) });
            Assert.Contains(refused.Reason, new[] { Reason.Journal, Reason.Uncertain });
            Assert.Equal(1, refused.RunningVersion);
            Assert.Equal(Reason.Journal, Refused(authority, new ApplyMesh { Document = Meshes.Numbered(3) }).Reason);
            Assert.Equal(1, History(authority).Current.Stable.Version);
        }

        Leads(authority);
        Assert.Equal(1, Publisher.ExpectMsg<PublishedMesh>().Stable.Version);
        Assert.Equal(2, Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(3) }).Version);
    }

    [Fact]
    public void A_journal_that_does_not_answer_leaves_nobody_waiting()
    {
        var authority = Start(Fast with { WriteMax = TimeSpan.FromMilliseconds(200) });
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(1) });
        using (_file.Lock())
        {
            var refused = Refused(authority, new ApplyMesh { Document = Meshes.Numbered(2) });
            Assert.Equal(Reason.Uncertain, refused.Reason);
            Assert.Contains("apply the same again", refused.Help, StringComparison.Ordinal);
        }

        Leads(authority);
        Assert.Equal(2, Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(2) }).Version);
    }

    [Fact]
    public void Of_two_leaders_the_older_is_fenced_and_publishes_nothing()
    {
        var older = Start();
        Accepted(older, new ApplyMesh { Document = Meshes.Numbered(1) });
        var ofOlder = Publisher;
        ofOlder.ExpectMsg<PublishedMesh>();
        using var elsewhere = ActorSystem.Create("elsewhere", Sys.Settings.Config);
        var newer = Start(system: elsewhere, node: "control-2:7946");
        Leads(newer);
        Publisher.ExpectMsg<PublishedMesh>();
        var refused = Refused(older, new ApplyMesh { Document = Meshes.Numbered(2) });
        Assert.Equal(Reason.Journal, refused.Reason);
        Assert.Contains("another control node leads", refused.What, StringComparison.Ordinal);
        ofOlder.ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        Assert.Equal((2, 3), Of(Accepted(newer, new ApplyMesh { Document = Meshes.Numbered(2) })));
        // It looks, sees who leads, and leaves the journal alone.
        AwaitCondition(() => History(older).Current.Trouble.StartsWith("control-2:7946 leads", StringComparison.Ordinal), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        Assert.Equal((3, 3), Of(Accepted(newer, new ApplyMesh { Document = Meshes.Numbered(3) })));
    }

    [Fact]
    public void A_journal_whose_file_is_gone_or_another_takes_nothing_until_it_is_back()
    {
        var authority = Start();
        Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(1) });
        File.Move(_file.Path, $"{_file.Path}.away");
        var refused = Refused(authority, new ApplyMesh { Document = Meshes.Numbered(2) });
        Assert.Equal(Reason.Journal, refused.Reason);
        Assert.Contains("mesh.db is gone; put it back", refused.What, StringComparison.Ordinal);

        File.Copy($"{_file.Path}.away", _file.Path);
        AwaitCondition(() => History(authority).Current.Trouble.Contains("another file", StringComparison.Ordinal));
        Assert.Equal(Reason.Journal, Refused(authority, new ApplyMesh { Document = Meshes.Numbered(2) }).Reason);

        File.Move($"{_file.Path}.away", _file.Path, overwrite: true);
        Leads(authority);
        Assert.Equal(2, Accepted(authority, new ApplyMesh { Document = Meshes.Numbered(2) }).Version);
    }

    [Fact]
    public void A_journal_whose_file_is_gone_says_so_unasked()
    {
        var authority = Start();
        Leads(authority);
        File.Delete(_file.Path);
        AwaitCondition(() => History(authority).Current.Trouble.Contains("is gone", StringComparison.Ordinal), TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(20));
    }

    [Theory]
    [InlineData("UPDATE journal SET message = flipped(message) WHERE sequence_number = 3", "entry 3")]
    [InlineData("UPDATE journal SET message = x'ffff' WHERE sequence_number = 3", "is damaged")]
    [InlineData("UPDATE journal SET manifest = 'what' WHERE sequence_number = 3", "'what'")]
    [InlineData("DELETE FROM journal WHERE sequence_number = 3", "missing")]
    [InlineData("UPDATE journal SET message = (SELECT message FROM journal WHERE sequence_number = 2) WHERE sequence_number = 3", "entry 3")]
    public void Nobody_leads_from_a_journal_that_was_tampered_with(string tamper, string said)
    {
        var first = Start();
        for (var i = 1; i <= 4; i++) Accepted(first, new ApplyMesh { Document = Meshes.Numbered(i) });
        End(first);
        _file.Execute(tamper);
        var second = Start();
        AwaitCondition(() => History(second).Current.Trouble.Contains(said, StringComparison.Ordinal), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        Assert.Equal(Reason.Journal, Refused(second, new ApplyMesh { Document = Meshes.Numbered(5) }).Reason);
        Publisher.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(0, _file.Read<long>("SELECT count(*) FROM journal WHERE sequence_number > 5"));
    }

    [Fact]
    public void A_damaged_snapshot_costs_time_only()
    {
        var first = Start();
        for (var i = 1; i <= MeshJournalActor.SnapshotEvery; i++) Accepted(first, new ApplyMesh { Document = Meshes.Numbered(i) });
        AwaitCondition(() => _file.Read<long>("SELECT count(*) FROM snapshot") == 1, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        End(first);
        _file.Execute("UPDATE snapshot SET snapshot = flipped(snapshot)");
        var second = Start();
        Leads(second);
        Assert.Equal(MeshJournalActor.SnapshotEvery, History(second).Current.Stable.Version);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _file.Dispose();
    }

    private static (long Version, long Epoch) Of(MeshRevision revision) => (revision.Version, revision.Epoch);

    private void End(IActorRef authority)
    {
        Watch(authority);
        authority.Tell(PoisonPill.Instance);
        ExpectTerminated(authority);
    }
}
