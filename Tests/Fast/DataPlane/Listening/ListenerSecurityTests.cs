using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Security;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.TestKit;
using Google.Protobuf;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>Listeners that ask who comes.</summary>
public sealed class ListenerSecurityTests : ActorTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestAuthority _authority;

    public ListenerSecurityTests()
    {
        _authority = new TestAuthority(Clock.GetUtcNow());
        Secrets.Put("own", new TlsIdentity(_authority.Issue("orders"), []));
        Secrets.Put("roots", new TrustRoots([_authority.Certificate], TestAuthority.Domain));
    }

    [Fact]
    public async Task Strict_lets_in_who_proves_itself_and_not_a_byte_of_anybody_else()
    {
        var (_, status) = Listen(Strict("one"));
        using (var client = await Secured(status.Address, _authority.Issue("web"))) Assert.Equal("200 one", await client.Get());
        using (var plain = await KeepAliveClient.Connect(status.Address))
        {
            await plain.Send();
            Assert.Equal("reset", await plain.End());
        }

        await Assert.ThrowsAnyAsync<Exception>(async () => await (await Secured(status.Address, certificate: null)).Get());
        AdvanceUntil(() => status.Active == 0); // It was told why, and had a second to hear it.
        Assert.Equal((1, 1, 1, 0), (status.Tls!.Handshakes, status.Tls.PlainRefused, status.Tls.Failures, status.Tls.Plain));
        Assert.Equal(1, status.Http!.Counters.Requests);
    }

    [Fact]
    public async Task Permissive_lets_both_in_and_counts_who_is_plain()
    {
        var (_, status) = Listen(Permissive("one"));
        using var secured = await Secured(status.Address, _authority.Issue("web"));
        using var plain = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 one", await secured.Get());
        Assert.Equal("200 one", await plain.Get());
        Assert.Equal((1, 1), (status.Tls!.Handshakes, status.Tls.Plain));
    }

    /// <summary>A chain that takes the mesh's own protocol leaves TLS that an application speaks itself to the application.</summary>
    [Fact]
    public async Task Where_bytes_pass_unread_the_application_may_speak_TLS_of_its_own()
    {
        using var echo = new EchoUpstream();
        Clusters.Publish([Upstreams.Static(Upstreams.Settings("c"), echo.Address, Clock)]);
        var plan = Plan(ByteListener("a", "c"), Static("c", 1));
        var (_, status) = Listen(plan with { Chains = [Tls(plan, new ChainMatch([], IsTls: null, ["actormesh/1"])), plan.Chains[0]] });
        byte[] hello = [22, 3, 1, 0, 47, 1, 0, 0, 43, 3, 3, .. new byte[32], 0, 0, 2, 0x13, 1, 1, 0, 0, 0];
        using (var foreign = Loopback.Open())
        {
            await foreign.ConnectAsync(status.Address);
            await foreign.SendAsync(hello);
            var back = new byte[hello.Length];
            for (var at = 0; at < back.Length;) at += await foreign.ReceiveAsync(back.AsMemory(at)).AsTask().WaitAsync(Patience);
            Assert.Equal(hello, back);
        }

        var socket = Loopback.Open();
        await socket.ConnectAsync(status.Address);
        await using var mesh = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await mesh.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            ApplicationProtocols = [new("actormesh/1")],
            ClientCertificateContext = SslStreamCertificateContext.Create(_authority.Issue("web"), [], offline: true),
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
        }).WaitAsync(Patience);
        await mesh.WriteAsync("hi"u8.ToArray());
        Assert.Equal('h', (char)mesh.ReadByte());
        Assert.Equal((1, 1), (status.Tls!.Handshakes, status.Tls.Plain));
    }

    [Fact]
    public async Task Turned_strict_who_was_let_in_plain_is_asked_to_go_and_who_proved_itself_stays()
    {
        var (listener, status) = Listen(Permissive("one"));
        using var secured = await Secured(status.Address, _authority.Issue("web"));
        using var plain = await KeepAliveClient.Connect(status.Address);
        Assert.Equal("200 one", await secured.Get());
        Assert.Equal("200 one", await plain.Get());

        listener.Tell(new ListenerActor.Message.Update(Strict("two")));
        Settle(listener);
        Assert.Equal("200 close two", await plain.Get());
        Assert.Equal("", await plain.End());
        Assert.Equal("200 two", await secured.Get());
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_to_who_comes_and_disturbs_nobody_who_is_there()
    {
        var (_, status) = Listen(Strict("one"));
        X509Certificate? shownBefore = null, shownAfter = null;
        using var before = await Secured(status.Address, _authority.Issue("web"), shown => shownBefore = shown);
        Assert.Equal("200 one", await before.Get());
        Secrets.Put("own", new TlsIdentity(_authority.Issue("orders"), []));
        using var after = await Secured(status.Address, _authority.Issue("web"), shown => shownAfter = shown);
        Assert.Equal("200 one", await after.Get());
        Assert.Equal("200 one", await before.Get());
        Assert.NotEqual(shownBefore!.GetCertHashString(), shownAfter!.GetCertHashString());
    }

    [Fact]
    public async Task Without_a_certificate_of_our_own_nobody_is_let_in_and_the_reason_is_logged()
    {
        Secrets.Remove("own");
        var (_, status) = Listen(Strict("one"));
        await EventFilter.Warning(contains: "have not come yet").ExpectOneAsync(
            async () => await Assert.ThrowsAnyAsync<Exception>(() => Secured(status.Address, _authority.Issue("web"))));
        Assert.Equal(1, status.Tls!.SecretsNotReady);
        Secrets.Put("own", new TlsIdentity(_authority.Issue("orders"), []));
        using var client = await Secured(status.Address, _authority.Issue("web"));
        Assert.Equal("200 one", await client.Get());
    }

    /// <summary>Whoever holds a connection and says nothing, at its beginning or in the middle of its hello.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Who_does_not_begin_in_time_is_cut_off(int bytes)
    {
        var (_, status) = Listen(Strict("one"));
        using var socket = Loopback.Open();
        await socket.ConnectAsync(status.Address);
        await socket.SendAsync(new byte[] { 22, 3, 1 }.AsMemory(0, bytes));
        Until(() => status.Active == 1);
        AdvanceUntil(() => status.Active == 0);
        Assert.Equal(1, status.Tls!.Late);
    }

    [Fact]
    public async Task A_listener_that_drains_ends_who_has_not_begun()
    {
        var (listener, status) = Listen(Strict("one"));
        Watch(listener);
        using var socket = Loopback.Open();
        await socket.ConnectAsync(status.Address);
        Until(() => status.Active == 1);
        listener.Tell(new ListenerActor.Message.Abort());
        ExpectTerminated(listener);
        Assert.Equal(0, status.Active);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _authority.Dispose();
    }

    private static ServerTls Mutual() =>
        new("own", new PeerValidation("roots", new([new SubjectNameMatcher(SubjectNameKind.Uri, NameFit.Prefix, "spiffe://shop.local/")])))
        {
            RequiresClientCertificate = true,
            Protocols = SslProtocols.Tls13,
        };

    private static ListenerPlan Strict(string text) => Plan(Listener("a", Says(text))) is var plan ? plan with { Chains = [Tls(plan, ChainMatch.Everything)] } : null!;

    private static ListenerPlan Permissive(string text) => Plan(Listener("a", Says(text))) is var plan
        ? plan with { Chains = [Tls(plan, new ChainMatch([], IsTls: true, [])), plan.Chains[0] with { Match = new ChainMatch([], IsTls: false, []) }] }
        : null!;

    private static ChainPlan Tls(ListenerPlan plan, ChainMatch match) => plan.Chains[0] with { Match = match, Tls = Mutual(), Entry = ByteString.CopyFromUtf8("mutual") };

    private static async Task<KeepAliveClient> Secured(IPEndPoint address, X509Certificate2? certificate, Action<X509Certificate?>? onShown = null)
    {
        var socket = Loopback.Open();
        await socket.ConnectAsync(address);
        var ssl = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "orders.shop.local",
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, [], offline: true),
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
            {
                onShown?.Invoke(shown);
                return shown is not null;
            },
        }).WaitAsync(Patience);
        return new KeepAliveClient(ssl);
    }
}
