using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>What is kept on disk, and what the next process makes of it.</summary>
public sealed class DiscoveryStoreTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-store-").FullName;

    private string Proven => Path.Combine(_folder, "proven.good");

    private string Trying => Path.Combine(_folder, "trying.good");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_proven_is_what_the_next_process_starts_with()
    {
        var store = new DiscoveryStore(_folder);
        store.Try(Kept("orders"));
        Assert.True(store.IsTrying);
        store.Prove();
        Assert.False(store.IsTrying);

        Assert.Equal(["orders"], Load(out var remarks));
        Assert.Empty(remarks);
    }

    [Fact]
    public void What_ended_the_process_is_not_what_the_next_one_starts_with()
    {
        var store = new DiscoveryStore(_folder);
        store.Try(Kept("good"));
        store.Prove();
        store.Try(Kept("good", "poison"));

        Assert.Equal(["good"], Load(out var remarks));
        Assert.Contains("ended soon after", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void What_ended_two_processes_is_refused_by_the_third()
    {
        var first = new DiscoveryStore(_folder);
        first.Try(Kept("good"));
        first.Prove();
        first.Try(Kept("good", "poison"));
        var second = new DiscoveryStore(_folder);
        second.Load(out _, out var suspects);
        Assert.Empty(suspects);
        second.Try(Kept("good", "poison"));

        var kept = new DiscoveryStore(_folder).Load(out _, out suspects);
        Assert.Equal(["good"], Names(kept!));
        Assert.Equal([Any.Pack(Discovered.Cluster("poison"))], suspects);
    }

    [Fact]
    public void The_first_there_ever_was_gets_a_second_chance()
    {
        new DiscoveryStore(_folder).Try(Kept("orders"));

        Assert.Equal(["orders"], Load(out _));
        Assert.Empty(Load(out _));
    }

    [Fact]
    public void A_process_that_ends_of_its_own_will_has_proven_what_it_ran()
    {
        var store = new DiscoveryStore(_folder);
        store.Try(Kept("orders"));
        store.Close();

        Assert.Equal(["orders"], Load(out var remarks));
        Assert.Empty(remarks);
    }

    [Fact]
    public void Only_what_lived_long_enough_is_proven()
    {
        var store = new DiscoveryStore(_folder);
        store.Try(Kept("old"));
        store.Try(Kept("old", "new"));
        store.Prove();

        Assert.True(store.IsTrying);
        Assert.Equal(["old"], Load(out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-1)]
    public void A_file_with_a_wrong_byte_is_not_used_and_that_is_said(int at)
    {
        var store = new DiscoveryStore(_folder);
        store.Try(Kept("orders"));
        store.Prove();
        var bytes = File.ReadAllBytes(Proven);
        bytes[at < 0 ? bytes.Length - 1 : at] ^= 1;
        File.WriteAllBytes(Proven, bytes);

        Assert.Empty(Load(out var remarks));
        Assert.StartsWith($"{Proven} is not used: ", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_file_costs_only_what_was_new()
    {
        var store = new DiscoveryStore(_folder);
        store.Try(Kept("good"));
        store.Prove();
        store.Try(Kept("good", "new"));
        File.WriteAllBytes(Trying, File.ReadAllBytes(Trying)[..^10]);

        Assert.Equal(["good"], Load(out var remarks));
        Assert.StartsWith($"{Trying} is not used: ", Assert.Single(remarks), StringComparison.Ordinal);
    }

    private List<string> Load(out IReadOnlyList<string> remarks) => new DiscoveryStore(_folder).Load(out remarks, out _) is { } kept ? Names(kept) : [];

    private static List<string> Names(KeptConfiguration kept) =>
        [.. kept.Resources.Select(resource => DiscoveredType.NameOf(resource.Body.Unpack<ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster>()))];

    private static KeptConfiguration Kept(params string[] clusters) =>
        new([.. clusters.Select(name => (DiscoveredType.Cluster, Any.Pack(Discovered.Cluster(name))))], "scripted", At, Fence: null);
}
