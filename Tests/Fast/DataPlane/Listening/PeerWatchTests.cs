using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.TestKit;
using Google.Protobuf;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>Who was let in stays no longer than its certificate, and not when the mesh denies it.</summary>
public sealed class PeerWatchTests : ActorTest
{
    private const string Web = "spiffe://shop.local/ns/default/sa/web", Upgraded = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n";

    private const string Upgrade = "GET / HTTP/1.1\r\nhost: test\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestAuthority _authority;

    public PeerWatchTests()
    {
        _authority = new TestAuthority(Clock.GetUtcNow());
        Secrets.Put("own", new TlsIdentity(_authority.Issue("orders"), []));
        Secrets.Put("roots", new TrustRoots([_authority.Certificate], TestAuthority.Domain));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_denied_is_cut_off_and_let_in_no_more_and_nobody_else_is(bool bySerial)
    {
        var (_, status) = Listen(Secured(Listener("a", Says("one"))));
        var certificate = _authority.Issue(leaf => leaf.With(CertificateParts.Uri(Web)) with { Serial = [7, 7] });
        using var denied = await Connect(status, certificate);
        using var other = await Connect(status, _authority.Issue("cart"));
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
                using var refused = await Connect(status, certificate);
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
        using var client = await Connect(status, _authority.Issue("web"));
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
        using var client = await Connect(status, _authority.Issue("web"));
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
        Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("", await silent.End());
        Until(() => status.Active == 0);
    }

    [Fact]
    public async Task After_an_hour_both_sides_prove_themselves_anew()
    {
        var (listener, status) = Listen(Secured(Listener("a", Says("one"))));
        using var client = await Connect(status, _authority.Issue("web"));
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
        using var web = await Connect(status, _authority.Issue("web"));
        using var cart = await Connect(status, _authority.Issue("cart"));
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
        using var client = await Connect(status, _authority.Issue("web"));
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

    protected override void AfterAll()
    {
        base.AfterAll();
        _authority.Dispose();
    }

    private static string Only(params string[] workloads) =>
        $"{{ policies: {{ callers: {{ permissions: [ {{ any: true }} ], principals: [ {string.Join(", ", workloads.Select(one => $"{{ authenticated: {{ principal_name: {{ exact: 'spiffe://shop.local/ns/default/sa/{one}' }} }} }}"))} ] }} }} }}";

    private static string Upgrades(string cluster) => $"{{ match: {{ prefix: / }}, route: {{ cluster: {cluster}, upgrade_configs: [ {{ upgrade_type: websocket }} ] }} }}";

    private static string Ruled(string workload) => Listener("a", Upgrades("c")).Replace(
        "http_filters: [ ", $"http_filters: [ {{ name: rules, typed_config: {{ '@type': type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC, rules: {Only(workload)} }} }}, ", StringComparison.Ordinal);

    private static ServerTls Mutual() => new("own", Members()) { RequiresClientCertificate = true, Protocols = SslProtocols.Tls13 };

    private static PeerValidation Members() => new("roots", new([new SubjectNameMatcher(SubjectNameKind.Uri, NameFit.Prefix, "spiffe://shop.local/")]));

    private static ListenerPlan Secured(string listener, params string[] clusters) =>
        Plan(listener, clusters) is var plan ? plan with { Chains = [plan.Chains[0] with { Match = ChainMatch.Everything, Tls = Mutual(), Entry = ByteString.CopyFromUtf8("mutual") }] } : null!;

    /// <summary>A cluster of one server that has to prove itself.</summary>
    private UpstreamCluster Mutual(string name, IPEndPoint address)
    {
        var settings = Upstreams.Settings(name);
        var (cluster, security) = (new UpstreamCluster(settings, Clock), new UpstreamSecurity(new ClientTls("own", Members(), ""), "", Secrets));
        cluster.Show(new ClusterMember(
            new EndpointCell("server", address, "server")
            {
                Pool = new UpstreamPool(address, cluster.Limits, settings.Pool, Clock) { Security = security },
                HighPool = new UpstreamPool(address, cluster.HighLimits, settings.Pool, Clock) { Security = security },
            },
            EndpointHealth.Healthy));
        return cluster;
    }

    private LoopbackUpstream Endpoint()
    {
        var upstream = new LoopbackUpstream();
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        return upstream;
    }

    private X509Certificate2 Ending(TimeSpan life, string workload = "web") =>
        _authority.Issue(leaf => leaf.With(CertificateParts.Uri($"spiffe://shop.local/ns/default/sa/{workload}")) with { End = Clock.GetUtcNow() + life });

    private static async Task Cut(KeepAliveClient client) => Assert.True(await client.End() is "" or "reset");

    private static async Task<KeepAliveClient> Connect(ListenerStatus status, X509Certificate2 certificate)
    {
        var socket = Loopback.Open();
        await socket.ConnectAsync(status.Address);
        var ssl = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "orders.shop.local",
                ClientCertificateContext = SslStreamCertificateContext.Create(certificate, [], offline: true),
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            }).WaitAsync(Patience);
            return new KeepAliveClient(ssl);
        }
        catch
        {
            await ssl.DisposeAsync();
            throw;
        }
    }
}
