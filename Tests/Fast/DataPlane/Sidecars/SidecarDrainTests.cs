using System.Net.Sockets;
using ActorMesh.DataPlane;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Sidecars;

/// <summary>The end: what is under way finishes, for a limited time, and nothing new begins.</summary>
public sealed class SidecarDrainTests : SidecarActorTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task At_rest_it_is_drained_at_once_and_nobody_is_let_in()
    {
        Apply(Of([Listener("a", Says("one"))]));
        var address = AddressOf("a");
        Tell(new SidecarActor.Message.Drain(Limit));
        Assert.True(ExpectMsg<SidecarActor.Message.Drained>().InTime);
        Assert.Equal(SidecarState.Draining, Status.State);
        Assert.Empty(Status.Listeners);
        await Assert.ThrowsAsync<SocketException>(() => KeepAliveClient.Connect(address));
    }

    [Fact]
    public void Without_any_listener_it_is_drained_at_once()
    {
        Tell(new SidecarActor.Message.Drain(Limit));
        Assert.True(ExpectMsg<SidecarActor.Message.Drained>().InTime);
    }

    [Fact]
    public async Task A_request_under_way_is_answered_and_told_to_be_the_last()
    {
        using var upstream = new LoopbackUpstream();
        using var client = await Busy(upstream);
        Tell(new SidecarActor.Message.Drain(Limit));
        ExpectNoMsg(TimeSpan.Zero);

        SettleChildren();
        upstream.GoOn();
        Assert.Equal("200 close /slow", await client.Answer());
        Assert.Equal("", await client.End());
        Assert.True(ExpectMsg<SidecarActor.Message.Drained>().InTime);
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_cut()
    {
        using var upstream = new LoopbackUpstream();
        using var client = await Busy(upstream);
        Tell(new SidecarActor.Message.Drain(Limit));
        Advance(Limit - TimeSpan.FromMilliseconds(1));
        Settle(Sidecar);
        ExpectNoMsg(TimeSpan.Zero);

        Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(ExpectMsg<SidecarActor.Message.Drained>().InTime);
        Assert.Equal("reset", await client.End());
        upstream.GoOn();
        Until(() => upstream.Open == 0);
    }

    [Fact]
    public void No_update_is_taken_any_more()
    {
        Apply(Of([], Static("c", 1)));
        Tell(new SidecarActor.Message.Drain(Limit));
        ExpectMsg<SidecarActor.Message.Drained>();
        Assert.Equal("configuration: the proxy is draining and takes no updates", ApplyRefused(Of([])));
        Assert.Equal((SidecarState.Draining, 1), (Status.State, Status.Version));
    }

    [Fact]
    public void Updates_that_still_wait_are_refused_and_what_they_bound_is_given_back()
    {
        var port = Loopback.FreePort();
        Tell(new SidecarActor.Message.Apply(Of([Listener("a", Says("one"), port)], StrictDns("c", "c.test"))));
        Tell(new SidecarActor.Message.Apply(Of([Listener("a", Says("two"), port)])));
        Tell(new SidecarActor.Message.Drain(Limit));
        Assert.Equal("the proxy began to drain before the update was in force", ExpectMsg<SidecarActor.Message.Refused>().Reason);
        Assert.True(ExpectMsg<SidecarActor.Message.Drained>().InTime);
        Assert.Equal("configuration: the proxy is draining and takes no updates", ExpectMsg<SidecarActor.Message.Refused>().Reason);
        Loopback.Listen(port).Dispose();

        Names.Answer("c.test", "127.0.0.1");
        Advance(TimeSpan.FromSeconds(10));
        Settle(Sidecar);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task Whoever_asks_for_it_gets_an_answer_and_the_last_limit_counts()
    {
        using var upstream = new LoopbackUpstream();
        using var client = await Busy(upstream);
        Tell(new SidecarActor.Message.Drain(TimeSpan.FromSeconds(60)));
        Tell(new SidecarActor.Message.Drain(TimeSpan.FromSeconds(1)));
        Advance(TimeSpan.FromSeconds(1));
        Assert.False(ExpectMsg<SidecarActor.Message.Drained>().InTime);
        Assert.False(ExpectMsg<SidecarActor.Message.Drained>().InTime);
    }

    [Fact]
    public async Task A_listener_that_goes_lets_its_requests_finish_without_limit_and_the_drain_waits_for_them()
    {
        using var upstream = new LoopbackUpstream();
        using var client = await Busy(upstream);
        Apply(Of([], Static("c", upstream.Port)));
        Advance(TimeSpan.FromMinutes(1) / 6);
        Tell(new SidecarActor.Message.Drain(Limit));
        ExpectNoMsg(TimeSpan.Zero);
        SettleChildren();
        upstream.GoOn();
        Assert.Equal("200 close /slow", await client.Answer());
        Assert.True(ExpectMsg<SidecarActor.Message.Drained>().InTime);
    }

    /// <summary>A client whose request the upstream has and does not answer yet.</summary>
    private async Task<KeepAliveClient> Busy(LoopbackUpstream upstream)
    {
        upstream.Hold();
        Apply(Of([Listener("a", GoesTo("c"))], Static("c", upstream.Port)));
        var client = await Connect("a");
        await client.Send("/slow");
        Until(() => upstream.Asked == 1);
        return client;
    }
}
