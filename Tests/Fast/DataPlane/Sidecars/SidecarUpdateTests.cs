using System.Net;
using ActorMesh.DataPlane;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Xunit;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Sidecars;

/// <summary>Updates: by difference, whole or not at all, one after the other.</summary>
public sealed class SidecarUpdateTests : SidecarActorTest
{
    [Fact]
    public async Task The_first_update_brings_everything_into_force()
    {
        var applied = Apply(Of([Listener("a", Says("one")), Listener("b", Says("two"))], Static("c", 1)));
        Assert.Equal((1, "+2 ~0 -0", "+1 ~0 -0"), (applied.Version, applied.Listeners.ToString(), applied.Clusters.ToString()));
        Assert.Equal((SidecarState.Live, 1, Clock.GetUtcNow()), (Status.State, Status.Version, Status.AcceptedAt));
        Assert.Equal("200 one", await Get("a"));
        Assert.Equal("200 two", await Get("b"));
    }

    [Fact]
    public async Task What_changed_changes_on_open_connections_and_what_did_not_does_not_notice()
    {
        Apply(Of([Listener("a", Says("one")), Listener("b", Says("two"))]));
        using var ofA = await Connect("a");
        using var ofB = await Connect("b");
        await ofA.Get();
        await ofB.Get();

        var applied = Apply(Of([Listener("a", Says("three")), Listener("b", Says("two"))], Static("c", 1)));
        Assert.Equal(["127.0.0.1:0 a"], applied.Listeners.Changed);
        Assert.Equal("+0 ~1 -0", applied.Listeners.ToString());
        SettleChildren();
        Assert.Equal("200 three", await ofA.Get());
        Assert.Equal("200 two", await ofB.Get());
    }

    [Fact]
    public void The_same_once_more_is_accepted_and_changes_nothing()
    {
        var bootstrap = Of([Listener("a", Says("one"))], Static("c", 1));
        Apply(bootstrap);
        var (listener, cluster) = (Status.Listeners[0], Status.Clusters[0]);
        var applied = Apply(bootstrap.Clone());
        Assert.Equal((2, true, true), (applied.Version, applied.Listeners.IsEmpty, applied.Clusters.IsEmpty));
        Assert.Equal((listener, cluster), (Status.Listeners[0], Status.Clusters[0]));
    }

    [Fact]
    public async Task An_endpoint_that_comes_leaves_the_connections_to_the_others_alone()
    {
        using var upstream = new LoopbackUpstream();
        using var other = new LoopbackUpstream();
        Apply(Of([Listener("a", GoesTo("c"))], Static("c", upstream.Port)));
        Assert.Equal("200 /", await Get("a"));
        Until(() => Status.Clusters[0].View!.Members[0].Cell.IdleConnections == 1);
        Apply(Of([Listener("a", GoesTo("c"))], Static("c", upstream.Port, other.Port)));
        SettleChildren();
        Assert.Equal("200 /", await Get("a"));
        Assert.Equal("200 /", await Get("a"));
        Assert.Equal((1, 1), (upstream.Accepted, other.Accepted));
    }

    [Fact]
    public async Task A_listener_with_another_name_at_the_same_address_keeps_its_connections()
    {
        var port = Loopback.FreePort();
        Apply(Of([Listener("a", Says("one"), port)]));
        using var client = await Connect("a");
        await client.Get();
        var applied = Apply(Of([Listener("renamed", Says("two"), port)]));
        Assert.Equal("+0 ~1 -0", applied.Listeners.ToString());
        SettleChildren();
        Assert.Equal("200 two", await client.Get());
        Assert.Equal(("renamed", "renamed"), (Status.Listeners[0].Name, Status.Listeners[0].Http!.Listener));
    }

    [Fact]
    public async Task A_refused_update_changes_nothing_and_says_why()
    {
        Apply(Of([Listener("a", Says("one"))], Static("c", 1)));
        var (before, freePort) = (Status, Loopback.FreePort());
        var reason = ApplyRefused(Broken(Of([Listener("a", Says("two")), Listener("b", Says("three"), freePort)], Static("c", 2), Static("d", 3))));
        Assert.Contains("cluster 'd'", reason, StringComparison.Ordinal);
        Assert.Equal(before with { LastRejection = reason, Listeners = Status.Listeners, Clusters = Status.Clusters }, Status);
        Assert.Equal(before.Listeners, Status.Listeners);
        Assert.Equal(before.Clusters, Status.Clusters);
        Assert.Equal("200 one", await Get("a"));
        Loopback.Listen(freePort).Dispose();

        Apply(Of([Listener("a", Says("two"))], Static("c", 1)));
        Assert.Null(Status.LastRejection);
    }

    [Fact]
    public async Task An_address_that_is_taken_refuses_the_update_and_gives_back_those_that_were_free()
    {
        Apply(Of([Listener("a", Says("one"))]));
        var freePort = Loopback.FreePort();
        using var taken = Loopback.Listen();
        var reason = ApplyRefused(Of([Listener("a", Says("two")), Listener("b", Says("three"), freePort), Listener("c", Says("four"), ((IPEndPoint)taken.LocalEndPoint!).Port)]));
        Assert.Equal($"listener 'c': cannot bind {taken.LocalEndPoint}: another process listens there; stop it or choose another port", reason);
        Assert.Equal("200 one", await Get("a"));
        Loopback.Listen(freePort).Dispose();
    }

    [Fact]
    public async Task A_listener_that_comes_waits_for_the_clusters_that_come_with_it()
    {
        using var upstream = new LoopbackUpstream();
        Apply(Of([Listener("a", Says("one"))]));
        Tell(new SidecarActor.Message.Apply(Of([Listener("a", GoesTo("c"))], StrictDns("c", "c.test"))));
        Assert.Equal((1, "200 one"), (Status.Version, await Get("a")));
        ExpectNoMsg(TimeSpan.Zero);

        Names.Answer("c.test", "127.0.0.1");
        Assert.Equal(2, ExpectMsg<SidecarActor.Message.Applied>().Version);
    }

    [Fact]
    public void Clusters_that_do_not_get_warm_hold_up_an_update_for_five_seconds_and_no_longer()
    {
        Tell(new SidecarActor.Message.Apply(Of([Listener("a", GoesTo("c"))], StrictDns("c", "c.test"))));
        Advance(TimeSpan.FromMilliseconds(4999));
        Settle(Sidecar);
        Assert.Null(Status);
        Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, ExpectMsg<SidecarActor.Message.Applied>().Version);

        Names.Answer("c.test", "127.0.0.1");
        Settle(Sys.ActorSelection(Sidecar.Path / "cluster-*"));
        Assert.Single(Status!.Clusters[0].View!.Members);
        Settle(Sidecar);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task Updates_that_come_while_another_warms_are_applied_in_their_order_and_a_bad_one_holds_up_nobody()
    {
        Tell(new SidecarActor.Message.Apply(Of([Listener("a", Says("one"))], StrictDns("c", "c.test"))));
        Tell(new SidecarActor.Message.Apply(Of([Listener("a", Says("two"))])));
        Tell(new SidecarActor.Message.Apply(Broken(Of([], Static("d", 1)))));
        Tell(new SidecarActor.Message.Apply(Of([Listener("a", Says("three"))])));
        ExpectNoMsg(TimeSpan.Zero);

        Names.Answer("c.test", "127.0.0.1");
        Assert.Equal("+1 ~0 -0", ExpectMsg<SidecarActor.Message.Applied>().Listeners.ToString());
        Assert.Equal("+0 ~1 -0", ExpectMsg<SidecarActor.Message.Applied>().Listeners.ToString());
        Assert.Contains("cluster 'd'", ExpectMsg<SidecarActor.Message.Refused>().Reason, StringComparison.Ordinal);
        Assert.Equal(3, ExpectMsg<SidecarActor.Message.Applied>().Version);
        SettleChildren();
        Assert.Equal("200 three", await Get("a"));
    }

    [Fact]
    public void A_cluster_that_goes_stays_for_a_second_longer_for_requests_that_hold_the_old_routes()
    {
        Apply(Of([], Static("c", 1), Static("d", 2)));
        var applied = Apply(Of([], Static("d", 2)));
        Assert.Equal(["c"], applied.Clusters.Removed);
        Advance(TimeSpan.FromMilliseconds(999));
        Settle(Sidecar);
        Assert.NotNull(Clusters.Find("c"));
        Advance(TimeSpan.FromMilliseconds(1));
        Settle(Sidecar);
        Assert.Null(Clusters.Find("c"));
        Assert.NotNull(Clusters.Find("d"));
        Assert.Equal(["d"], Status.Clusters.Select(cluster => cluster.Name));
    }

    [Fact]
    public void A_cluster_that_comes_back_within_that_second_stays()
    {
        Apply(Of([], Static("c", 1)));
        Apply(Of([]));
        Apply(Of([], Static("c", 2)));
        var cluster = Clusters.Find("c");
        Advance(TimeSpan.FromSeconds(5));
        Settle(Sidecar);
        Assert.Same(cluster, Clusters.Find("c"));
        Assert.Equal("127.0.0.1:2", cluster!.View!.Members.Single().Cell.Name);
    }

    [Fact]
    public void A_listener_may_go_and_come_back_at_once()
    {
        var port = Loopback.FreePort();
        var (with, without) = (Of([Listener("a", Says("one"), port)]), Of([]));
        Apply(with);
        for (var round = 0; round < 100; round++)
        {
            Sidecar.Tell(new SidecarActor.Message.Apply(without));
            Sidecar.Tell(new SidecarActor.Message.Apply(with));
            ExpectMsg<SidecarActor.Message.Applied>();
            ExpectMsg<SidecarActor.Message.Applied>();
        }
    }

    /// <summary>What no file can contain, since its reader refuses it.</summary>
    private static Bootstrap Broken(Bootstrap bootstrap)
    {
        bootstrap.StaticResources.Clusters[^1].Type = DiscoveryType.OriginalDst;
        return bootstrap;
    }
}
