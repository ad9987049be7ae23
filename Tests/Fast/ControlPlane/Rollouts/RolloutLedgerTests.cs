using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Rollouts;
using ActorMesh.Runtime.Contracts.Cluster;
using CsCheck;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Rollouts;

public sealed class RolloutLedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Proxies come, change and go at three nodes; a third of what these tell is lost. Once announcements get through again, the ledger is right.</summary>
    [Fact]
    public void Lost_deltas_are_told_again() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Long[0, 3], Gen.Int[0, 8]).Array[0, 80].Sample(events =>
        {
            var ledger = new RolloutLedger();
            var nodes = Enumerable.Range(0, 3).Select(i => new SimulatedNode($"n:{i}")).ToArray();
            foreach (var (node, proxy, version, what) in events)
            {
                if (what == 0) nodes[node].Gone($"p{proxy}");
                else nodes[node].Seen($"p{proxy}", version);
                foreach (var delta in nodes[node].Telling())
                    if (what % 3 != 1) ledger.Take(delta, Start);
                if (what == 8) Announce(ledger, nodes);
            }
            Announce(ledger, nodes);
            Announce(ledger, nodes);
            foreach (var node in nodes)
            {
                foreach (var known in node.Book.All.Where(known => known.LostAt is null))
                    Assert.Null(ledger.Find(known.State.Proxy.Key)!.GoneAt);
                foreach (var told in ledger.Proxies.Where(told => told.Node == node.Name))
                    Assert.Equal(node.Book.Find(told.Key)!.Progress.Running, told.Running);
            }
        });

    [Fact]
    public void What_one_node_says_never_touches_what_another_said()
    {
        var ledger = new RolloutLedger();
        Assert.True(ledger.Take(Whole("a:1", 1, Entry("p", 3)), Start));
        Assert.True(ledger.Take(Whole("b:1", 1, Entry("p", 4, goneAt: Start)), Start));
        Assert.Equal(("a:1", 3L), (ledger.Find(new("s", "p"))!.Node, ledger.Find(new("s", "p"))!.Running));
        Assert.True(ledger.Take(Whole("a:1", 2, Entry("p", 3, goneAt: Start)), Start));
        Assert.True(ledger.Take(Whole("b:1", 2, Entry("p", 4)), Start));
        Assert.Equal(("b:1", 4L), (ledger.Find(new("s", "p"))!.Node, ledger.Find(new("s", "p"))!.Running));
        Assert.Single(ledger.Proxies);
    }

    [Fact]
    public void What_is_said_of_another_service_s_proxy_by_the_same_id_touches_nothing()
    {
        var ledger = new RolloutLedger();
        ledger.Take(Whole("a:1", 1, Entry("p", 3)), Start);
        ledger.Take(Delta("a:1", 2, new LedgerEntry { Proxy = "p", Service = "other", GoneAt = Start.ToTimestamp() }), Start);
        Assert.Equal((3L, null), (ledger.Find(new("s", "p"))!.Running, ledger.Find(new("s", "p"))!.GoneAt));
        Assert.Equal(2, ledger.Proxies.Count);
    }

    [Fact]
    public void A_gap_and_a_repetition_change_nothing()
    {
        var ledger = new RolloutLedger();
        Assert.False(ledger.Take(Delta("a:1", 2, Entry("p", 3)), Start));
        Assert.True(ledger.Take(Whole("a:1", 4, Entry("p", 3)), Start));
        Assert.False(ledger.Take(Delta("a:1", 4, Entry("p", 9)), Start));
        Assert.False(ledger.Take(Delta("a:1", 6, Entry("p", 9)), Start));
        Assert.False(ledger.Take(Whole("a:1", 3, Entry("p", 9)), Start));
        Assert.Equal(3, ledger.Find(new("s", "p"))!.Running);
    }

    [Fact]
    public void A_node_whose_clock_was_set_back_is_heard_all_the_same()
    {
        var ledger = new RolloutLedger();
        Assert.True(ledger.Take(Life(9, 5, 3), Start));
        Assert.True(ledger.Take(Life(4, 1, 6), Start));
        Assert.False(ledger.Take(Life(9, 6, 3), Start));
        Assert.Equal(6, ledger.Find(new("s", "p"))!.Running);

        static LedgerDelta Life(long incarnation, long number, long running)
        {
            var delta = Whole("a:1", number, Entry("p", running));
            delta.Incarnation = incarnation;
            return delta;
        }
    }

    [Fact]
    public void A_node_that_falls_silent_loses_its_proxies_until_it_tells_again()
    {
        var ledger = new RolloutLedger();
        ledger.Take(Whole("a:1", 1, Entry("p", 3)), Start);
        var later = Start + RolloutLedger.NodeSilenceMax + TimeSpan.FromSeconds(1);
        ledger.Look(later);
        Assert.Equal(later, ledger.Find(new("s", "p"))!.GoneAt);
        Assert.False(ledger.Take(Delta("a:1", 2), later));
        Assert.True(ledger.Take(Whole("a:1", 3, Entry("p", 3)), later));
        Assert.Null(ledger.Find(new("s", "p"))!.GoneAt);
    }

    [Fact]
    public void Who_stays_away_is_forgotten()
    {
        var ledger = new RolloutLedger();
        ledger.Take(Whole("a:1", 1, Entry("p", 3, goneAt: Start)), Start);
        ledger.Look(Start + RolloutLedger.GoneKept + TimeSpan.FromSeconds(1));
        Assert.Empty(ledger.Proxies);
    }

    [Fact]
    public void A_new_leader_hears_since_when_a_proxy_is_gone()
    {
        var ledger = new RolloutLedger();
        var minute = TimeSpan.FromMinutes(1);
        ledger.Take(Whole("a:1", 1, Entry("long", 3, goneAt: Start - minute), Entry("by a fast clock", 3, goneAt: Start + minute)), Start);
        Assert.Equal((Start - minute, Start), (ledger.Find(new("s", "long"))!.GoneAt, ledger.Find(new("s", "by a fast clock"))!.GoneAt));
    }

    [Fact]
    public void No_more_proxies_than_the_limit_are_kept()
    {
        var ledger = new RolloutLedger();
        ledger.Take(Whole("a:1", 1, [.. Enumerable.Range(0, RolloutLedger.ProxiesMax - 1).Select(i => Entry($"p{i}", 1))]), Start);
        ledger.Take(Whole("b:1", 1, Entry("q1", 1), Entry("q2", 1)), Start);
        Assert.Equal(RolloutLedger.ProxiesMax, ledger.Proxies.Count);
        ledger.Take(Whole("b:1", 2, Entry("q3", 1)), Start);
        Assert.NotNull(ledger.Find(new("s", "q3")));
    }

    private static void Announce(RolloutLedger ledger, SimulatedNode[] nodes)
    {
        var announcement = new RolloutAnnouncement();
        announcement.Marks.AddRange(ledger.Marks());
        foreach (var node in nodes)
            foreach (var delta in node.Answer(announcement)) ledger.Take(delta, Start);
    }

    private static LedgerEntry Entry(string proxy, long running, DateTimeOffset? goneAt = null) =>
        new() { Proxy = proxy, Service = "s", Running = running, GoneAt = goneAt?.ToTimestamp(), At = Start.ToTimestamp(), ConnectedAt = Start.ToTimestamp() };

    private static LedgerDelta Delta(string node, long number, params LedgerEntry[] entries)
    {
        var delta = new LedgerDelta { Node = node, Incarnation = 1, Number = number };
        delta.Entries.AddRange(entries);
        return delta;
    }

    private static LedgerDelta Whole(string node, long number, params LedgerEntry[] entries)
    {
        var delta = Delta(node, number, entries);
        delta.IsWhole = true;
        return delta;
    }

    private sealed class SimulatedNode(string name)
    {
        private readonly LedgerTelling _telling = new(name, 1);
        private int _step;

        public string Name => name;

        public FleetBook Book { get; } = new();

        public void Seen(string proxy, long version)
        {
            var at = Start.AddSeconds(_step++);
            var types = new Dictionary<string, TypeState>(StringComparer.Ordinal) { [ResourceTypes.Cluster] = new(version, version, null, at) };
            if (Book.Seen(new ProxyState(new ProxyIdentity(proxy, "s"), "test", at, null, types), name, at)) _telling.Changed(new("s", proxy));
        }

        public void Gone(string proxy)
        {
            if (Book.Gone(new("s", proxy), name, Start.AddSeconds(_step++))) _telling.Changed(new("s", proxy));
        }

        public IEnumerable<LedgerDelta> Telling()
        {
            while (_telling.HasMore) yield return _telling.Next(EntryOf);
        }

        public IReadOnlyList<LedgerDelta> Answer(RolloutAnnouncement announcement) =>
            _telling.Lacks(announcement) ? _telling.Whole(Book.All.Select(known => EntryOf(known.State.Proxy.Key)!)) : [_telling.Next(EntryOf)];

        private LedgerEntry? EntryOf(ProxyKey proxy) =>
            Book.Find(proxy) is { } known ? Entry(proxy.Id, known.Progress.Running, known.LostAt) : null;
    }
}
