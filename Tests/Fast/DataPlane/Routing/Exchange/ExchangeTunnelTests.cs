using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>Connections that switch protocols.</summary>
public sealed class ExchangeTunnelTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Switched = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";

    [Fact]
    public void A_tunnel_lasts_beyond_the_timeout_of_its_route_and_each_side_ends_for_itself()
    {
        using var rig = new ExchangeRig(lab, """ "timeout":"1s","max_stream_duration":{"max_stream_duration":"600s"},"upgrade_configs":[{"upgrade_type":"x"}] """);
        var client = rig.Client();
        client.Get(headers: ["Connection: upgrade", "Upgrade: x"]);
        using var peer = rig.Upstream.Accept();
        Assert.Contains("\r\nupgrade: x\r\n", peer.ReadTo(), StringComparison.Ordinal);
        peer.Send(Switched);
        client.Gets("101");
        rig.Pass(TimeSpan.FromMinutes(4));
        client.GoOn("to you");
        peer.ReadTo("to you");
        rig.Pass(TimeSpan.FromMinutes(4));
        peer.Send("to me");
        client.Gets("101[to me]");
        client.Requests.Complete();
        Assert.Equal("", peer.ReadToEnd());
        peer.Send("late");
        client.Gets("101[to me][late]");
        Assert.Equal((1, 1), (rig.Endpoint.Active, rig.Cluster.Limits.Requests));
        peer.End();
        client.Gets("101[to me][late].");
        client.Answers.Cancel();
        rig.AssertNothingIsHeld();
        Assert.Empty(rig.Failures.Latest(10));
    }

    [Fact]
    public void A_tunnel_on_which_nothing_moves_ends()
    {
        using var rig = new ExchangeRig(lab, """ "idle_timeout":"2s","upgrade_configs":[{"upgrade_type":"x"}] """);
        var client = rig.Client();
        client.Get(headers: ["Connection: upgrade", "Upgrade: x"]);
        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Send(Switched);
        client.Gets("101");
        rig.PassAlmost(TimeSpan.FromSeconds(2));
        Assert.False(client.Answers.HasEnded);
        rig.PassTheRest();
        client.Breaks();
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void A_switch_of_protocols_that_nobody_asked_for_is_a_502()
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        using var _ = peer;
        peer.Send(Switched);
        client.Gets("502 UPE[upstream connect error or disconnect/reset before headers. reset reason: protocol error].");
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void A_switch_that_neither_route_nor_listener_allows_is_a_403()
    {
        using var rig = new ExchangeRig(lab);
        var client = rig.Client();
        client.Get(headers: ["Connection: upgrade", "Upgrade: x"]);
        Assert.Equal(("403.", "upgrade_failed", 0), (client.Got, rig.Failure.Details, rig.Endpoint.Total));
        rig.AssertNothingIsHeld();
    }

    [Fact]
    public void A_client_that_resets_its_tunnel_ends_it_for_the_upstream_too()
    {
        using var rig = new ExchangeRig(lab, """ "upgrade_configs":[{"upgrade_type":"x"}] """);
        var client = rig.Client();
        client.Get(headers: ["Connection: upgrade", "Upgrade: x"]);
        using var peer = rig.Upstream.Accept();
        peer.ReadTo();
        peer.Send(Switched);
        client.Gets("101");
        client.Requests.Fail("reset");
        Assert.True(client.Answers.HasEnded);
        Assert.Equal("", peer.ReadToEnd());
        rig.AssertNothingIsHeld();
    }
}
