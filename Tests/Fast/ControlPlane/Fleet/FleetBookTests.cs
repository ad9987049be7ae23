using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Fleet;

public sealed class FleetBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly FleetBook _book = new();

    [Fact]
    public void Whatever_comes_the_counts_are_right_and_pages_show_each_once() =>
        Gen.Select(Gen.Int[0, 12], Gen.Bool, Gen.Int[0, 2], Gen.Bool).Array[0, 60].Sample(events =>
        {
            var book = new FleetBook();
            foreach (var (proxy, isStock, stream, isGone) in events)
                if (isGone) book.Gone(new(isStock ? "stock" : "orders", $"p{proxy}"), stream, Start);
                else book.Seen(State($"p{proxy}") with { Proxy = new ProxyIdentity($"p{proxy}", isStock ? "stock" : "orders") }, stream, Start);
            Assert.Equal(book.All.Count(known => known.LostAt is null), book.Connected);
            List<ProxyKey> read = [];
            while (book.Read("", read.LastOrDefault(new ProxyKey("", ""))).Take(3).ToList() is { Count: > 0 } page) read.AddRange(page.Select(known => known.State.Proxy.Key));
            Assert.Equal(book.All.Select(known => known.State.Proxy.Key).Order(ProxyKey.InOrder), read);
        });

    [Fact]
    public void A_proxy_of_another_service_by_the_same_id_takes_nothing_away()
    {
        _book.Seen(State("p"), "owner", Start);
        _book.Seen(State("p") with { Proxy = new ProxyIdentity("p", "ord") }, "other", Start);
        _book.Gone(new("ord", "p"), "other", Start);
        Assert.Equal(("owner", null), (_book.Find(Key("p"))!.Stream, _book.Find(Key("p"))!.LostAt));
        Assert.Equal((1, 1), (_book.Connected, _book.Lost));
    }

    [Fact]
    public void The_end_of_a_stream_that_was_replaced_means_nothing()
    {
        _book.Seen(State("p"), "first", Start);
        _book.Seen(State("p"), "second", Start);
        Assert.False(_book.Gone(Key("p"), "first", Start));
        Assert.Equal(1, _book.Connected);
        Assert.True(_book.Gone(Key("p"), "second", Start));
        Assert.Equal(0, _book.Connected);
    }

    [Fact]
    public void Who_was_let_in_plain_adds_up_over_streams_and_of_strangers_nothing_is_kept()
    {
        _book.CountPlain(Key("p"), 5, Start);
        _book.Seen(State("p"), "first", Start);
        _book.CountPlain(Key("p"), 2, Start);
        _book.Gone(Key("p"), "first", Start);
        _book.Seen(State("p"), "second", Start);
        _book.CountPlain(Key("p"), 1, Start.AddMinutes(3));
        _book.CountPlain(Key("p"), 0, Start.AddMinutes(9));
        Assert.Equal((3, Start.AddMinutes(3)), _book.Find(Key("p"))!.Plain);
    }

    [Fact]
    public void A_lost_one_is_remembered_for_a_while_from_when_it_was_lost_last()
    {
        _book.Seen(State("p"), "one", Start);
        _book.Gone(Key("p"), "one", Start);
        _book.Seen(State("p"), "two", Start.AddMinutes(5));
        _book.Gone(Key("p"), "two", Start.AddMinutes(6));
        _book.Look(Start + FleetBook.LostKept);
        Assert.Equal(Start.AddMinutes(6), _book.Find(Key("p"))!.LostAt);
        _book.Look(Start.AddMinutes(6) + FleetBook.LostKept);
        Assert.Null(_book.Find(Key("p")));
    }

    [Fact]
    public void Only_so_many_lost_ones_are_remembered()
    {
        for (var i = 0; i < FleetBook.LostMax + 10; i++)
        {
            _book.Seen(State($"p{i}"), "s", Start);
            _book.Gone(Key($"p{i}"), "s", Start);
        }
        Assert.Equal(FleetBook.LostMax, _book.Lost);
        Assert.Null(_book.Find(Key("p9")));
        Assert.NotNull(_book.Find(Key("p10")));
    }

    [Fact]
    public void Only_so_many_connected_ones_are_known()
    {
        for (var i = 0; i < FleetBook.ConnectedMax + 3; i++) _book.Seen(State($"p{i}"), "s", Start);
        Assert.Equal((FleetBook.ConnectedMax, 3L), (_book.Connected, _book.Unknown));
        Assert.False(_book.Seen(State("p1"), "s", Start));
        Assert.Equal(3, _book.Unknown);
    }

    [Fact]
    public void It_runs_what_all_its_types_run()
    {
        var state = State("p", (ResourceTypes.Cluster, new TypeState(7, 7, null, Start)), (ResourceTypes.Listener, new TypeState(7, 6, new TypeRefusal(7, "no"), Start.AddSeconds(1))));
        Assert.True(_book.Seen(state, "s", Start));
        Assert.Equal(new ProxyProgress(6, 7, "no", Start.AddSeconds(1)), _book.Find(Key("p"))!.Progress);
        var again = State("p", (ResourceTypes.Cluster, new TypeState(7, 7, null, Start)), (ResourceTypes.Listener, new TypeState(7, 6, new TypeRefusal(7, "no"), Start.AddSeconds(9))));
        Assert.False(_book.Seen(again, "s", Start));
        Assert.Equal(Start.AddSeconds(1), _book.Find(Key("p"))!.Progress.At);
    }

    [Fact]
    public void An_old_refusal_is_not_of_the_version_that_was_sent_since()
    {
        _book.Seen(State("p", (ResourceTypes.Cluster, new TypeState(8, 6, new TypeRefusal(7, "no"), Start))), "s", Start);
        Assert.Equal(new ProxyProgress(6, 7, "no", Start), _book.Find(Key("p"))!.Progress);
    }

    [Fact]
    public void Who_asks_for_nothing_or_gets_nothing_is_not_served()
    {
        var served = State("p", (ResourceTypes.Cluster, new TypeState(7, 7, null, Start)));
        _book.Seen(served, "s", Start);
        Assert.False(_book.Find(Key("p"))!.Progress.IsUnserved);
        Assert.True(_book.Seen(served with { Problem = "the mesh has no service orders" }, "s", Start));
        Assert.Equal((7L, true), (_book.Find(Key("p"))!.Progress.Running, _book.Find(Key("p"))!.Progress.IsUnserved));
        Assert.True(_book.Seen(served, "s", Start));
        Assert.True(_book.Seen(State("p", (ResourceTypes.Cluster, new TypeState(0, 0, null, Start))), "s", Start));
        Assert.True(_book.Find(Key("p"))!.Progress.IsUnserved);
    }

    private static ProxyKey Key(string id) => new("orders", id);

    private static ProxyState State(string id, params (string Type, TypeState State)[] types) => new(
        new ProxyIdentity(id, "orders"), "test/1", Start, null, types.ToDictionary(type => type.Type, type => type.State, StringComparer.Ordinal));
}
