using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>Servers that the mesh denies, or whose certificates change, while they are in use.</summary>
public sealed class ServerWatchTests : ProvenPeersTest
{
    [Fact]
    public async Task What_switched_protocols_towards_a_server_that_is_denied_ends()
    {
        using var upstream = new AnsweringUpstream(Upgraded);
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (_, inbound) = Listen(Secured(Listener("in", Upgrades("c")), Static("c", 1)));
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock), Mutual("mesh", inbound.Address)]);
        var (_, outbound) = Listen(Plan(Listener("out", Upgrades("mesh")), Static("mesh", 1)));
        using var client = await KeepAliveClient.Connect(outbound.Address);
        await client.Say(Upgrade);
        Until(() => upstream.Heard.Count == 1);

        Secrets.Workloads.Denied = new DenyList(["spiffe://shop.local/ns/default/sa/orders"]);
        Advance(TimeSpan.FromSeconds(1));

        await client.End();
        Until(() => upstream.Open == 0);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 30)]
    public async Task What_is_passed_on_unread_ends_with_the_certificate_of_its_server(bool switches, int grace)
    {
        using var upstream = new AnsweringUpstream(Upgraded);
        Secrets.Put("own", new TlsIdentity(Ending(TimeSpan.FromMinutes(2), "orders"), []));
        Secrets.Put("lasting", new TlsIdentity(Authority.Issue("web"), []));
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (_, inbound) = Listen(Secured(Listener("in", Upgrades("c")), Static("c", 1)));
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock), Mutual("mesh", inbound.Address, "lasting")]);
        var (listener, outbound) = Listen(Plan(switches ? Listener("out", Upgrades("mesh")) : ByteListener("out", "mesh"), Static("mesh", 1)));
        using var client = await KeepAliveClient.Connect(outbound.Address);
        await client.Say(Upgrade);
        Until(() => upstream.Heard.Count == 1);
        Advance(TimeSpan.FromSeconds(118 + grace));
        Settle(listener);
        Assert.Equal(1, outbound.Active);

        Advance(TimeSpan.FromSeconds(3));

        Until(() => outbound.Active == 0);
    }

    [Fact]
    public async Task An_answer_of_a_server_that_is_denied_is_cut_off()
    {
        using var upstream = new AnsweringUpstream("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (_, inbound) = Listen(Secured(Listener("in", GoesTo("c")), Static("c", 1)));
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock), Mutual("mesh", inbound.Address, out var pool)]);
        var (_, outbound) = Listen(Plan(Listener("out", GoesTo("mesh")), Static("mesh", 1)));
        using var client = await KeepAliveClient.Connect(outbound.Address);
        await client.Send();
        Until(() => upstream.Heard.Count == 1);

        Secrets.Workloads.Denied = new DenyList(["spiffe://shop.local/ns/default/sa/orders"]);
        pool.CloseIdle(); // As its endpoint does each second.

        Until(() => upstream.Open == 0);
    }

    /// <summary>Certificates of a minute, renewed at half of it, under requests that cannot be repeated.</summary>
    [Fact]
    public async Task Short_lives_of_certificates_cost_no_request()
    {
        using var upstream = Endpoint();
        var (_, inbound) = Listen(Secured(Listener("in", GoesTo("c")), Static("c", 1)));
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock), Mutual("mesh", inbound.Address)]);
        var (_, outbound) = Listen(Plan(Listener("out", GoesTo("mesh")), Static("mesh", 1)));
        using var busy = await KeepAliveClient.Connect(outbound.Address);
        using var seldom = await KeepAliveClient.Connect(outbound.Address);

        for (var second = 0; second < 240; second++)
        {
            if (second % 30 == 0) Secrets.Put("own", new TlsIdentity(Ending(TimeSpan.FromMinutes(1), "orders"), []));
            Assert.Equal("200 /x", await busy.Post("/x"));
            if (second % 7 == 0) Assert.Equal("200 /y", await seldom.Post("/y"));
            Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(inbound.Accepted, 4, 40);
    }
}
