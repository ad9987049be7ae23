using ActorMesh.DataPlane.Listening;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>Who was let in stays no longer than its certificate, and not when the mesh denies it.</summary>
public sealed class PeerWatchTests : ProvenPeersTest
{
    private const string Web = "spiffe://shop.local/ns/default/sa/web";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_denied_is_cut_off_and_let_in_no_more_and_nobody_else_is(bool bySerial)
    {
        var (_, status) = Listen(Secured(Listener("a", Says("one"))));
        var certificate = Authority.Issue(leaf => leaf.With(CertificateParts.Uri(Web)) with { Serial = [7, 7] });
        using var denied = await Connect(status, certificate);
        using var other = await Connect(status, Authority.Issue("cart"));
        Assert.Equal("200 one", await denied.Get());
        Assert.Equal("200 one", await other.Get());

        Secrets.Workloads.Denied = new DenyList([bySerial ? DenyList.SerialOf(certificate) : Web]);
        Advance(TimeSpan.FromSeconds(1));

        await Cut(denied);
        await EventFilter.Warning(contains: "is denied in this mesh; actormesh cert denied says").ExpectOneAsync(async () =>
        {
            var entered = status.Tls!.Handshakes;
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                using var refused = await Connect(status, certificate, isLetIn: false);
                await refused.Get();
            });
            Assert.Equal(entered, status.Tls.Handshakes);
        });
        Assert.Equal("200 one", await other.Get());

        Secrets.Workloads.Denied = DenyList.Empty;
        using var again = await Connect(status, certificate);
        Assert.Equal("200 one", await again.Get());
    }

    [Fact]
    public async Task Who_is_denied_is_cut_off_while_it_is_silent_too()
    {
        var (_, status) = Listen(Secured(Listener("a", Says("one"))));
        using var client = await Connect(status, Authority.Issue("web"));
        Assert.Equal("200 one", await client.Get());
        Until(() =>
        {
            Advance(TimeSpan.FromMilliseconds(500));
            return status.ParkedNow == 1;
        });

        Secrets.Workloads.Denied = new DenyList([Web]);
        Advance(TimeSpan.FromSeconds(1));

        await Cut(client);
        Until(() => status.Active == 0);
    }

    [Fact]
    public async Task Bytes_of_who_is_denied_pass_no_more()
    {
        using var upstream = Endpoint();
        var (_, status) = Listen(Secured(ByteListener("a", "c"), Static("c", 1)));
        using var client = await Connect(status, Authority.Issue("web"));
        Assert.Equal("200 /x", await client.Get("/x"));

        Secrets.Workloads.Denied = new DenyList([Web]);
        Advance(TimeSpan.FromSeconds(1));

        await Cut(client);
        Until(() => upstream.Open == 0);
    }

    [Fact]
    public async Task With_its_certificate_ends_a_connection_of_bytes()
    {
        using var upstream = Endpoint();
        var (_, status) = Listen(Secured(ByteListener("a", "c"), Static("c", 1)));
        using var client = await Connect(status, Ending(TimeSpan.FromMinutes(2)));
        Assert.Equal("200 /x", await client.Get("/x"));
        Advance(TimeSpan.FromSeconds(118));
        Assert.Equal("200 /x", await client.Get("/x"));

        Advance(TimeSpan.FromSeconds(3));

        await Cut(client);
    }

    [Fact]
    public async Task With_its_certificate_ends_a_connection_of_requests_by_the_next_answer()
    {
        var (listener, status) = Listen(Secured(Listener("a", Says("one"))));
        using var active = await Connect(status, Ending(TimeSpan.FromMinutes(2)));
        using var silent = await Connect(status, Ending(TimeSpan.FromMinutes(2)));
        Assert.Equal("200 one", await silent.Get());
        Assert.Equal("200 one", await active.Get());
        Advance(TimeSpan.FromSeconds(119.5));
        Settle(listener);
        Assert.Equal("200 one", await active.Get());

        Advance(TimeSpan.FromSeconds(1));
        Settle(listener);

        Assert.Equal("200 close one", await active.Get());
        var silentEnds = silent.End();
        AdvanceUntil(() => silentEnds.IsCompleted);
        Assert.Equal("", await silentEnds);
        Until(() => status.Active == 0);
    }

    [Fact]
    public async Task After_an_hour_both_sides_prove_themselves_anew()
    {
        var (listener, status) = Listen(Secured(Listener("a", Says("one"))));
        using var client = await Connect(status, Authority.Issue("web"));
        Assert.Equal("200 one", await client.Get());
        Advance(TimeSpan.FromMinutes(59));
        Settle(listener);
        Assert.Equal("200 one", await client.Get());
        Advance(TimeSpan.FromSeconds(59));
        Settle(listener);
        Assert.Equal("200 one", await client.Get());
        Advance(TimeSpan.FromSeconds(1));
        Settle(listener);

        Assert.Equal("200 close one", await client.Get());
    }

    [Fact]
    public async Task A_request_that_outlasts_the_certificate_has_a_while_and_no_more()
    {
        using var upstream = Endpoint();
        upstream.Hold();
        var (_, status) = Listen(Secured(Listener("a", GoesTo("c")), Static("c", 1)));
        using var client = await Connect(status, Ending(TimeSpan.FromSeconds(5)));
        await client.Send("/x");
        Until(() => upstream.Asked == 1);
        Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, status.Active);

        Advance(TimeSpan.FromSeconds(16));

        Until(() => status.Active == 0);
    }

    [Fact]
    public async Task Rules_that_change_are_asked_about_connections_that_are_there()
    {
        using var upstream = Endpoint();
        var (listener, status) = Listen(Secured(GuardedByteListener("a", "c", Only("web", "cart")), Static("c", 1)));
        using var web = await Connect(status, Authority.Issue("web"));
        using var cart = await Connect(status, Authority.Issue("cart"));
        Assert.Equal("200 /x", await web.Get("/x"));
        Assert.Equal("200 /x", await cart.Get("/x"));

        listener.Tell(new ListenerActor.Message.Update(Secured(GuardedByteListener("a", "c", Only("cart")), Static("c", 1))));
        Settle(listener);

        await Cut(web);
        Assert.Equal("200 /x", await cart.Get("/x"));
        Assert.Equal((2, 1), (status.Guards[0].Statuses[0].Allowed, status.Guards[0].Statuses[0].Denied));
        Assert.Equal("rbac_access_denied_matched_policy[none]", Assert.Single(Failures.Latest(9)).Details);
    }

    [Fact]
    public async Task What_switched_protocols_ends_when_other_rules_come_and_not_with_other_routes()
    {
        using var upstream = new AnsweringUpstream(Upgraded);
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (listener, status) = Listen(Secured(Ruled("web"), Static("c", 1)));
        using var client = await Connect(status, Authority.Issue("web"));
        await client.Say(Upgrade);
        Until(() => upstream.Heard.Count == 1);

        Update(Ruled("web").Replace("stat_prefix: a", "stat_prefix: b", StringComparison.Ordinal));
        upstream.Answer = "here";
        await client.Send();
        Until(() => upstream.Heard.Count == 2);
        Update(Ruled("cart"));

        Assert.True(await client.End() is "reset" or $"{Upgraded}here");
        Until(() => upstream.Open == 0);

        void Update(string plan)
        {
            listener.Tell(new ListenerActor.Message.Update(Secured(plan, Static("c", 1))));
            Settle(listener);
        }
    }

    [Fact]
    public async Task What_switched_protocols_ends_when_its_host_falls_under_stricter_rules()
    {
        using var upstream = new AnsweringUpstream(Upgraded);
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        var (listener, status) = Listen(Secured(Hosts("test"), Static("c", 1)));
        using var client = await Connect(status, Authority.Issue("web"));
        await client.Say(Upgrade);
        Until(() => upstream.Heard.Count == 1);

        listener.Tell(new ListenerActor.Message.Update(Secured(Hosts("other"), Static("c", 1))));
        Settle(listener);

        Assert.True(await client.End() is "reset" or Upgraded);
        Until(() => upstream.Open == 0);

        static string Hosts(string open) => Ruled("cart").Replace(
            "virtual_hosts: [ ",
            $"virtual_hosts: [ {{ name: open, domains: ['{open}'], typed_per_filter_config: {{ rules: {{ '@type': type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBACPerRoute }} }}, routes: [ {Upgrades("c")} ] }}, ",
            StringComparison.Ordinal);
    }

    private static string Only(params string[] workloads) =>
        $"{{ policies: {{ callers: {{ permissions: [ {{ any: true }} ], principals: [ {string.Join(", ", workloads.Select(one => $"{{ authenticated: {{ principal_name: {{ exact: 'spiffe://shop.local/ns/default/sa/{one}' }} }} }}"))} ] }} }} }}";

    private static string Ruled(string workload) => Listener("a", Upgrades("c")).Replace(
        "http_filters: [ ", $"http_filters: [ {{ name: rules, typed_config: {{ '@type': type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC, rules: {Only(workload)} }} }}, ", StringComparison.Ordinal);

    private static async Task Cut(KeepAliveClient client) => Assert.True(await client.End() is "" or "reset");
}
