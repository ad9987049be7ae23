using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>What is kept on disk, and what the next process makes of it.</summary>
public sealed class DiscoveryStoreTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Instant Start = new(0);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-store-").FullName;

    private string Proven => Path.Combine(_folder, "proven.good");

    private string Trying => Path.Combine(_folder, "trying.good");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_proven_is_what_the_next_process_starts_with()
    {
        Live(Kept("orders"), ends: false);

        Assert.Equal(["orders"], Load(out var remarks));
        Assert.Empty(remarks);
        Assert.False(File.Exists(Trying));
    }

    [Fact]
    public void What_ended_the_process_once_is_tried_once_more_and_then_what_ran_before_it()
    {
        Live(Kept("good"), ends: false);
        new DiscoveryStore(_folder).Try(Kept("good", "poison"), Start);

        Assert.Equal(["good", "poison"], Load(out var remarks));
        Assert.Empty(remarks);
        Assert.Equal(["good"], Load(out remarks));
        Assert.Contains("2 times the process ended", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void What_ended_two_processes_is_refused_by_the_third_whatever_came_with_it_and_after_it()
    {
        Live(Kept("good"), ends: false);
        foreach (var other in new[] { "one", "two" })
        {
            var store = new DiscoveryStore(_folder);
            store.Load(Start);
            store.Try(Kept("good", "poison", other), Start);
            store.Begin(Start);
            store.Try(Kept("good", $"{other}-later"), Start + Moment);
            store.Begin(Start + Moment);
        }

        var start = new DiscoveryStore(_folder).Load(Start);
        Assert.Equal([BootGuard.KeyOf(Any.Pack(Discovered.Cluster("poison")))], start.Refused);
        Assert.Equal(["good", "two-later"], Names(start.Kept!));
    }

    [Fact]
    public void What_was_refused_for_a_while_is_refused_again_as_soon_as_it_ends_one_more()
    {
        var bad = Kept("poison");
        for (var life = 0; life < BootGuard.LivesMax; life++) Live(bad, ends: true);
        var store = new DiscoveryStore(_folder);
        Assert.Single(store.Load(Start).Refused);
        store.Release();
        store.Try(bad, Start);

        Assert.Single(new DiscoveryStore(_folder).Load(Start).Refused);
    }

    [Fact]
    public void A_resource_that_a_process_has_lived_with_is_cleared_of_all()
    {
        Live(Kept("orders"), ends: true);
        Live(Kept("orders"), ends: false);
        Live(Kept("orders", "stock"), ends: true);
        Live(Kept("orders", "stock"), ends: true);

        var start = new DiscoveryStore(_folder).Load(Start);
        Assert.Equal([BootGuard.KeyOf(Any.Pack(Discovered.Cluster("stock")))], start.Refused);
        Assert.Equal(["orders"], Names(start.Kept!));
    }

    [Fact]
    public void What_changes_all_the_time_is_cleared_part_by_part()
    {
        var store = new DiscoveryStore(_folder);
        store.Try(Kept("steady", "v0"), Start);
        store.Begin(Start);
        for (var change = 1; change <= 5; change++)
        {
            var now = Start + (change * (BootGuard.ProvenAfter / 2));
            store.Try(Kept("steady", $"v{change}"), now);
            store.Begin(now);
        }
        new DiscoveryStore(_folder).Load(Start);
        new DiscoveryStore(_folder).Load(Start);

        var refused = new DiscoveryStore(_folder).Load(Start).Refused;
        Assert.DoesNotContain(BootGuard.KeyOf(Any.Pack(Discovered.Cluster("steady"))), refused);
    }

    [Fact]
    public void A_process_that_ends_of_its_own_will_neither_proves_nor_blames_what_it_ran()
    {
        for (var life = 0; life < 5; life++)
        {
            var store = new DiscoveryStore(_folder);
            store.Load(Start);
            store.Try(Kept("orders"), Start);
            store.Close();
        }

        Assert.Equal(["orders"], Load(out var remarks));
        Assert.Empty(remarks);
        Assert.False(File.Exists(Proven));
    }

    [Fact]
    public void A_proof_belongs_to_what_has_run_and_not_to_what_came_after()
    {
        var store = new DiscoveryStore(_folder);
        var old = Kept("old");
        store.Try(old, Start);
        store.Begin(Start);
        store.Try(Kept("old", "new"), Start + Moment);
        store.Prove(old, Start + BootGuard.ProvenAfter);
        File.Delete(Trying);

        Assert.Equal(["old"], Load(out _));
    }

    [Fact]
    public void What_could_not_be_written_is_written_later_and_only_the_latest()
    {
        Directory.Delete(_folder);
        File.WriteAllText(_folder, "in the way");
        var store = new DiscoveryStore(_folder);
        Assert.Throws<IOException>(() => store.Try(Kept("old"), Start));
        Assert.Throws<IOException>(() => store.Try(Kept("new"), Start));
        File.Delete(_folder);
        Directory.CreateDirectory(_folder);
        store.Save();

        Assert.Equal(["new"], Load(out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-1)]
    public void A_file_with_a_wrong_byte_is_not_used_and_that_is_said(int at)
    {
        Live(Kept("orders"), ends: false);
        var bytes = File.ReadAllBytes(Proven);
        bytes[at < 0 ? bytes.Length - 1 : at] ^= 1;
        File.WriteAllBytes(Proven, bytes);

        Assert.Empty(Load(out var remarks));
        Assert.StartsWith($"{Proven} is not used: ", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_file_costs_only_what_was_new()
    {
        Live(Kept("good"), ends: false);
        Live(Kept("good", "new"), ends: true);
        File.WriteAllBytes(Trying, File.ReadAllBytes(Trying)[..^10]);

        Assert.Equal(["good"], Load(out var remarks));
        Assert.StartsWith($"{Trying} is not used: ", Assert.Single(remarks), StringComparison.Ordinal);
    }

    /// <summary>A process that runs a configuration, and ends soon after or lives on.</summary>
    private void Live(KeptConfiguration kept, bool ends)
    {
        var store = new DiscoveryStore(_folder);
        store.Load(Start);
        store.Try(kept, Start);
        store.Begin(Start);
        if (!ends) store.Prove(kept, Start + BootGuard.ProvenAfter);
    }

    /// <summary>As a process does that ends at once.</summary>
    private List<string> Load(out IReadOnlyList<string> remarks)
    {
        var store = new DiscoveryStore(_folder);
        var start = store.Load(Start);
        store.Save();
        remarks = start.Remarks;
        return start.Kept is { } kept ? Names(kept) : [];
    }

    private static List<string> Names(KeptConfiguration kept) =>
        [.. kept.Resources.Select(resource => DiscoveredType.NameOf(resource.Body.Unpack<ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster>()))];

    private static KeptConfiguration Kept(params string[] clusters) =>
        new([.. clusters.Select(name => (DiscoveredType.Cluster, Any.Pack(Discovered.Cluster(name))))], "scripted", At, Fence: null);
}
