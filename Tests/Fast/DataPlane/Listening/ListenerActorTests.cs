using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Listening;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>One listener on a real socket, its time virtual.</summary>
public sealed class ListenerActorTests : ActorTest
{
    [Fact]
    public async Task A_new_plan_counts_from_the_next_request_on_and_open_connections_stay()
    {
        var (listener, status) = Listen(Plan(Listener("a", Says("one"))));
        using var client = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 one", await client.Get());
        Update(listener, Plan(Listener("a", Says("two"))));
        Assert.Equal("200 two", await client.Get());
        Assert.Equal((1, 1), (status.Accepted, status.Active));
    }

    [Fact]
    public async Task A_request_that_began_under_the_old_plan_ends_under_it()
    {
        using var upstream = new LoopbackUpstream();
        upstream.Hold();
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (listener, status) = Listen(Plan(Listener("a", GoesTo("c")), Static("c", 1)));
        using var client = await KeepAliveClient.Connect(status.Address);
        await client.Send("/slow");
        Until(() => upstream.Asked == 1);
        Update(listener, Plan(Listener("a", Says("two"))));
        upstream.GoOn();
        Assert.Equal("200 /slow", await client.Answer());
        Assert.Equal("200 two", await client.Get());
    }

    [Fact]
    public async Task A_listener_may_turn_from_http_to_bytes_and_who_was_there_is_asked_to_come_again()
    {
        using var upstream = new LoopbackUpstream();
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (listener, status) = Listen(Plan(Listener("a", Says("one"))));
        using var old = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 one", await old.Get());
        Update(listener, Plan(ByteListener("a", "c"), Static("c", 1)));
        using var client = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 /x", await client.Get("/x"));
        Assert.Equal("200 close one", await old.Get());
        Assert.Equal("", await old.End());
    }

    [Theory]
    [InlineData("{ action: DENY, policies: { strangers: { permissions: [ { any: true } ], principals: [ { not_id: { authenticated: {} } } ] } } }", "strangers")]
    [InlineData("{ policies: { members: { permissions: [ { any: true } ], principals: [ { authenticated: {} } ] } } }", "none")]
    public async Task Who_may_not_connect_is_cut_off_before_anybody_is_dialled(string rules, string policy)
    {
        using var upstream = new LoopbackUpstream();
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (listener, status) = Listen(Plan(GuardedByteListener("a", "c", rules), Static("c", 1)));
        Assert.Equal("reset", await Knock(status.Address));
        Until(() => status.Active == 0);
        Assert.Equal((1, 0, 0), (status.Guards[0].Statuses[0].Denied, status.Guards[0].Statuses[0].Allowed, upstream.Asked));
        var told = Assert.Single(Failures.Latest(9));
        Assert.Equal(("a", $"rbac_access_denied_matched_policy[{policy}]", ResponseFlag.Unauthorized), (told.Listener, told.Details, told.Flags));

        Update(listener, Plan(GuardedByteListener("a", "c", "{ policies: { near: { permissions: [ { any: true } ], principals: [ { direct_remote_ip: { address_prefix: 127.0.0.0, prefix_len: 8 } } ] } } }"), Static("c", 1)));
        using var other = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 /x", await other.Get("/x"));
        Assert.Equal((1, 1), (status.Guards[0].Statuses[0].Denied, status.Guards[0].Statuses[0].Allowed));
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_at_once_until_others_end()
    {
        var (_, status) = Listen(Plan(Listener("a", Says("one"))), connectionsMax: 2);
        using var first = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 one", await first.Get());
        using (var second = await KeepAliveClient.Connect(status.Address))
        {
            Assert.Equal("200 one", await second.Get());
            using var third = await KeepAliveClient.Connect(status.Address);
            Assert.Equal("", await third.End());
            Assert.Equal((2, 2, 1), (status.Accepted, status.Active, status.Refused));
        }

        Until(() => status.Active == 1);
        using var fourth = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 one", await fourth.Get());
        Assert.Equal("200 one", await first.Get());
        Assert.Equal((3, 2, 1), (status.Accepted, status.Active, status.Refused));
    }

    [Fact]
    public async Task Draining_lets_nobody_in_ends_what_is_idle_and_stops_when_the_last_request_has_its_answer()
    {
        using var upstream = new LoopbackUpstream();
        upstream.Hold();
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (listener, status) = Listen(Plan(Listener("a", $"{Says("one").Replace("prefix: /", "path: /one", StringComparison.Ordinal)}, {GoesTo("c")}"), Static("c", 1)));
        Watch(listener);
        using var idle = await KeepAliveClient.Connect(status.Address);
        using var busy = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 one", await idle.Get("/one"));
        await busy.Send("/slow");
        Until(() => upstream.Asked == 1);

        listener.Tell(new ListenerActor.Message.Drain());
        Settle(listener);
        Assert.True(status.IsDraining);
        await Assert.ThrowsAsync<SocketException>(() => KeepAliveClient.Connect(status.Address));
        var idleEnds = idle.End();
        Until(() =>
        {
            Advance(TimeSpan.FromMilliseconds(20)); // Its stream may hear of the drain late, and counts from then.
            return idleEnds.IsCompleted;
        });
        Assert.Equal("", await idleEnds);
        ExpectNoMsg(TimeSpan.Zero);

        upstream.GoOn();
        Assert.Equal("200 close /slow", await busy.Answer());
        Assert.Equal("", await busy.End());
        ExpectTerminated(listener);
        Assert.Equal(0, status.Active);
    }

    [Fact]
    public async Task A_connection_that_was_silent_for_long_ends_with_the_drain_too()
    {
        var (listener, status) = Listen(Plan(Listener("a", Says("one"))));
        Watch(listener);
        using var parked = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 one", await parked.Get());
        Until(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            return status.ParkedNow == 1;
        });
        listener.Tell(new ListenerActor.Message.Drain());
        Settle(listener);
        ExpectNoMsg(TimeSpan.Zero);
        Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("", await parked.End());
        ExpectTerminated(listener);
        Assert.Equal((0, 0), (status.Active, status.ParkedNow));
    }

    [Fact]
    public async Task A_connection_that_is_woken_serves_on()
    {
        var (_, status) = Listen(Plan(Listener("a", Says("one"))));
        using var client = await KeepAliveClient.Connect(status.Address);
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal("200 one", await client.Get());
            Until(() =>
            {
                Advance(TimeSpan.FromSeconds(1));
                return status.ParkedNow == 1;
            });
        }

        Assert.Equal((1, 1), (status.Accepted, status.Active));
    }

    [Fact]
    public async Task Aborting_cuts_what_is_under_way_and_stops()
    {
        using var upstream = new LoopbackUpstream();
        upstream.Hold();
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (listener, status) = Listen(Plan(Listener("a", GoesTo("c")), Static("c", 1)));
        Watch(listener);
        using var client = await KeepAliveClient.Connect(status.Address);
        await client.Send("/slow");
        Until(() => upstream.Asked == 1);
        listener.Tell(new ListenerActor.Message.Abort());
        ExpectTerminated(listener);
        Assert.Equal("reset", await client.End());
        Until(() => status.Active == 0);
        await Assert.ThrowsAsync<SocketException>(() => KeepAliveClient.Connect(status.Address));
    }

    [Fact]
    public async Task Aborting_waits_for_an_upstream_that_is_being_dialled_and_leaves_nothing_open()
    {
        using var full = Loopback.Listen(backlog: 0);
        var crowd = Loopback.Clog(full.LocalEndPoint!);
        var cluster = Upstreams.Static(Upstreams.Settings(), (IPEndPoint)full.LocalEndPoint!, Clock);
        Clusters.Publish([cluster]);
        var (listener, status) = Listen(Plan(ByteListener("a", "c"), Static("c", 1)));
        Watch(listener);
        using var client = await KeepAliveClient.Connect(status.Address);
        var endpoint = cluster.View!.Members[0].Cell;
        Until(() => endpoint.Active == 1);

        listener.Tell(new ListenerActor.Message.Abort());
        Assert.Equal("reset", await client.End());
        Settle(listener);
        ExpectNoMsg(TimeSpan.Zero);
        Advance(cluster.Settings.Pool.ConnectTimeout + TimeSpan.FromSeconds(1));
        ExpectTerminated(listener);
        Assert.Equal((0, 0), (status.Active, endpoint.Active));
        foreach (var waiting in crowd) waiting.Dispose();
    }

    /// <summary>The cut may come before the client knows that it was connected.</summary>
    private static async Task<string> Knock(IPEndPoint address)
    {
        try
        {
            using var client = await KeepAliveClient.Connect(address);
            return await client.End();
        }
        catch (SocketException)
        {
            return "reset";
        }
    }

    private void Update(IActorRef listener, ListenerPlan plan)
    {
        listener.Tell(new ListenerActor.Message.Update(plan));
        Settle(listener);
    }
}
