using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.DataPlane.Channels;
using ActorMesh.DataPlane.Identity;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

/// <summary>Both ends of a connection to a control node, over real TLS in one process.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private const string Foreign = "payments.local";

    private readonly TestAuthority _authority = new(TimeProvider.System.GetUtcNow());
    private readonly TestAuthority _stranger = new(TimeProvider.System.GetUtcNow(), "CN=stranger");

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task A_workload_with_its_certificate_is_served()
    {
        await using var host = await IdentityHost.Start(_authority);
        Assert.True(await Report(host, _authority));
        Assert.Equal(1, host.ReportsRead);
    }

    [Fact]
    public async Task Without_a_certificate_no_message_is_read()
    {
        await using var host = await IdentityHost.Start(_authority);
        var refused = await Assert.ThrowsAsync<RpcException>(() => Report(host, shown: null, Believing(_authority)));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        Assert.Contains("token", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, host.ReportsRead);
    }

    [Fact]
    public async Task A_certificate_of_another_root_ends_the_handshake()
    {
        await using var host = await IdentityHost.Start(_authority);
        await Assert.ThrowsAsync<RpcException>(() => Report(host, Tls(_stranger), Believing(_authority)));
        Assert.Equal(0, host.ReportsRead);
    }

    [Fact]
    public async Task A_certificate_of_another_trust_domain_ends_the_handshake()
    {
        await using var host = await IdentityHost.Start(_authority);
        var foreign = Tls(_authority, leaf => leaf.With(CertificateParts.Uri($"spiffe://{Foreign}/ns/default/sa/orders")));
        await Assert.ThrowsAsync<RpcException>(() => Report(host, foreign, Believing(_authority)));
        Assert.Equal(0, host.ReportsRead);
    }

    [Fact]
    public async Task An_expired_certificate_ends_the_handshake()
    {
        await using var host = await IdentityHost.Start(_authority);
        var now = TimeProvider.System.GetUtcNow();
        var expired = Tls(_authority, leaf => leaf with { Start = now.AddHours(-2), End = now.AddSeconds(-2) });
        await Assert.ThrowsAsync<RpcException>(() => Report(host, expired, Believing(_authority)));
        Assert.Equal(0, host.ReportsRead);
    }

    [Fact]
    public async Task A_server_of_another_root_is_not_believed()
    {
        await using var host = await IdentityHost.Start(_stranger);
        await NotBelieved(() => Report(host, Tls(_authority), Believing(_authority)), "signed by nobody", "no chain");
    }

    [Fact]
    public async Task A_workload_is_no_control_node()
    {
        await using var host = await IdentityHost.Start(_authority, role: "/ns/default/sa/orders");
        await NotBelieved(() => Report(host, Tls(_authority), Believing(_authority)), "no control node");
    }

    [Fact]
    public async Task An_expired_server_is_not_believed()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var host = await IdentityHost.Start(_authority, change: leaf => leaf with { Start = now.AddHours(-2), End = now.AddSeconds(-2) });
        await NotBelieved(() => Report(host, Tls(_authority), Believing(_authority)), "ended at");
    }

    [Fact]
    public async Task The_next_connection_shows_the_next_certificate()
    {
        await using var host = await IdentityHost.Start(_authority);
        TlsIdentity? shown = null;
        var tls = new ControlPlaneTls(() => shown, Believing(_authority));
        await Assert.ThrowsAsync<RpcException>(() => Report(host, tls));
        shown = Tls(_authority);
        Assert.True(await Report(host, tls));
    }

    [Fact]
    public async Task A_certificate_that_ends_ends_its_calls()
    {
        await using var host = await IdentityHost.Start(_authority);
        var shortLived = Tls(_authority, leaf => leaf with { End = TimeProvider.System.GetUtcNow().AddSeconds(2) });
        using var channel = ControlPlaneChannel.To(host.Server, new ControlPlaneTls(() => shortLived, Believing(_authority)), pingEvery: null);
        using var call = new ProxyReports.ProxyReportsClient(channel).Report();
        await call.RequestStream.WriteAsync(new ProxyReport());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task First_contact_believes_the_root_that_the_token_names()
    {
        await using var host = await IdentityHost.Start(_authority);
        host.Shown = [_stranger.Certificate, _authority.Certificate];
        var tls = await FirstContact.With(host.Server, Hash(_authority), TimeProvider.System, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<RpcException>(() => Report(host, tls)); // The server is believed, and asks who calls.
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task First_contact_with_somebody_else_ends_before_anything_is_said()
    {
        await using var host = await IdentityHost.Start(_stranger);
        await Assert.ThrowsAsync<AuthenticationException>(() => FirstContact.With(host.Server, Hash(_authority), TimeProvider.System, CancellationToken.None));
        // Who shows the right root, and has no certificate of it, is found out in the next handshake.
        host.Shown = [_authority.Certificate];
        var tls = await FirstContact.With(host.Server, Hash(_authority), TimeProvider.System, CancellationToken.None);
        await NotBelieved(() => Report(host, tls), "signed by nobody", "no chain");
    }

    [Fact]
    public async Task First_contact_believes_whichever_of_two_roots_that_a_token_names_while_one_follows_the_other()
    {
        await using var host = await IdentityHost.Start(_authority);
        var both = RootNames.Of(new ActorMesh.Runtime.Identity.TrustBundle(TestAuthority.Domain, [_stranger.Certificate, _authority.Certificate], 2));
        host.Shown = [_authority.Certificate];
        var tls = await FirstContact.With(host.Server, RootNames.Parse($"{both}"), TimeProvider.System, CancellationToken.None);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => Report(host, tls))).StatusCode);
    }

    [Fact]
    public async Task A_workload_believes_a_control_node_of_a_root_that_discovery_brought_after_its_certificate()
    {
        await using var host = await IdentityHost.Start(_authority);
        await using var next = await IdentityHost.Start(_stranger);
        next.Bundle = _authority.Bundle();
        var (folder, actors, secrets) = (Directory.CreateTempSubdirectory("identity-"), DataPlaneSystem.Start("identity"), new SecretStore(TimeProvider.System));
        try
        {
            var token = Path.Combine(folder.FullName, "token");
            await File.WriteAllTextAsync(token, host.Token);
            var identity = new WorkloadIdentity(secrets, TimeProvider.System);
            identity.Start(actors, new IdentitySettings([host.Server], StateFolder: null, token), _ => { }, new Random(1), "identity");
            await identity.Had.WaitAsync(TimeSpan.FromSeconds(20));
            await Assert.ThrowsAsync<RpcException>(() => Report(next, identity.ControlPlane));

            secrets.Put($"spiffe://{TestAuthority.Domain}", new TrustRoots([_authority.Certificate, _stranger.Certificate], TestAuthority.Domain, sequence: 2));
            Assert.True(await Report(next, identity.ControlPlane));
        }
        finally
        {
            await actors.Terminate();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Who_shows_no_certificate_is_cut_after_a_while_and_others_are_not()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await IdentityHost.Start(_authority, clock: clock);
        using var known = ControlPlaneChannel.To(host.Server, new ControlPlaneTls(() => Tls(_authority), Believing(_authority)), pingEvery: null);
        using var call = new ProxyReports.ProxyReportsClient(known).Report();
        await call.RequestStream.WriteAsync(new ProxyReport());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        using var stranger = await TlsConnection(host);
        await Cut(stranger, clock);
        await call.RequestStream.WriteAsync(new ProxyReport());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task Who_is_denied_is_let_in_to_be_told_so_and_cut_after_a_while()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await IdentityHost.Start(_authority, clock: clock);
        using var certificate = _authority.Issue();
        host.Tls.Verifier.Denied = new DenyList([DenyList.SerialOf(certificate)]);
        using var denied = await TlsConnection(host, certificate);
        await denied.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"u8.ToArray());
        Assert.True(await denied.ReadAsync(new byte[1024]) > 0);

        await Cut(denied, clock);
    }

    [Fact]
    public async Task What_comes_packed_without_a_certificate_is_not_unpacked()
    {
        await using var host = await IdentityHost.Start(_authority);
        using var channel = ControlPlaneChannel.To(host.Server, new ControlPlaneTls(() => null, Believing(_authority)), pingEvery: null);
        var packed = new CallOptions(new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new Identities.IdentitiesClient(channel).AttestAsync(new AttestAsk { Token = host.Token }, packed));
        Assert.Equal((StatusCode.Unimplemented, 0), (refused.StatusCode, host.Attested));
    }

    private static async Task Cut(Stream stream, FakeTimeProvider clock)
    {
        var end = End(stream);
        while (!end.IsCompleted)
        {
            clock.Advance(Strangers.Usual(clock).TimeMax);
            await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
        await end;
    }

    private static async Task End(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(new byte[1024]) > 0)
            {
                // What the server had said before.
            }
        }
        catch (IOException)
        {
            // It was cut.
        }
    }

    private static async Task<System.Net.Security.SslStream> TlsConnection(IdentityHost host, X509Certificate2? shown = null)
    {
        var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(System.Net.IPEndPoint.Parse(host.Server));
        var secured = new System.Net.Security.SslStream(socket.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);
        await secured.AuthenticateAsClientAsync(new System.Net.Security.SslClientAuthenticationOptions
        {
            TargetHost = "any", ApplicationProtocols = [System.Net.Security.SslApplicationProtocol.Http2],
            ClientCertificateContext = shown is null ? null : System.Net.Security.SslStreamCertificateContext.Create(shown, [], offline: true),
        });
        return secured;
    }

    private static RootNames Hash(TestAuthority authority) => RootNames.Of(authority.Bundle());

    private static TlsIdentity Tls(TestAuthority authority, Func<ForgedCertificate, ForgedCertificate>? change = null) => new(authority.Issue(change), []);

    private static Func<X509Certificate2, X509Certificate2Collection, string?> Believing(TestAuthority authority)
    {
        var (verifier, bundle) = (new SvidVerifier(TimeProvider.System), authority.Bundle());
        return (leaf, sent) => ServerCheck.Problem(verifier, leaf, sent, bundle);
    }

    private static Task<bool> Report(IdentityHost host, TestAuthority authority) => Report(host, Tls(authority), Believing(authority));

    private static Task<bool> Report(
        IdentityHost host, TlsIdentity? shown, Func<X509Certificate2, X509Certificate2Collection, string?> check) =>
        Report(host, new ControlPlaneTls(() => shown, check));

    private static async Task<bool> Report(IdentityHost host, ControlPlaneTls tls)
    {
        using var channel = ControlPlaneChannel.To(host.Server, tls, pingEvery: null);
        using var call = new ProxyReports.ProxyReportsClient(channel).Report(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20));
        try
        {
            await call.RequestStream.WriteAsync(new ProxyReport());
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
            // Reading says why.
        }
        return await call.ResponseStream.MoveNext(CancellationToken.None);
    }

    private static async Task NotBelieved(Func<Task> call, params string[] why)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        var text = $"{refused.Status.DebugException}";
        Assert.Contains("is not believed", text, StringComparison.Ordinal);
        Assert.Contains(why, part => text.Contains(part, StringComparison.Ordinal));
    }
}
