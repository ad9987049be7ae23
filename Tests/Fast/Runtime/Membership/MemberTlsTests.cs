using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.Fast.ControlPlane;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.Event;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Membership;

/// <summary>Real members on loopback, and strangers at their ports.</summary>
public sealed class MemberTlsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestAuthority _authority = new(TimeProvider.System.GetUtcNow());
    private readonly TestAuthority _stranger = new(TimeProvider.System.GetUtcNow(), "CN=stranger");
    private readonly RefusedPeers _refused = new(_ => { }, TimeProvider.System);
    private readonly List<ActorSystem> _members = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_members.Select(member => member.Terminate()));
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Those_with_a_certificate_of_the_mesh_find_each_other()
    {
        var seed = Join(Certificate(_authority, NodeRole.Control), MemberRole.Control);
        Join(Certificate(_authority, NodeRole.Control), MemberRole.Control, seed);
        Join(Certificate(_authority, NodeRole.Member), MemberRole.Sidecar, seed);
        await Up(3);
    }

    [Fact]
    public async Task A_workload_an_expired_node_and_another_mesh_are_turned_away()
    {
        var now = TimeProvider.System.GetUtcNow();
        var seed = Join(Certificate(_authority, NodeRole.Control), MemberRole.Control);
        await Up(1);
        Join(_authority.Issue("orders"), MemberRole.Sidecar, seed);
        Join(Certificate(_authority, NodeRole.Control, leaf => leaf with { Start = now.AddHours(-2), End = now.AddSeconds(-1) }), MemberRole.Control, seed);
        Join(Certificate(_stranger, NodeRole.Control), MemberRole.Control, seed);
        Join(Certificate(_authority, NodeRole.Control), MemberRole.Control, seed);
        await Up(2);
        Assert.Equal(2, MemberView.Of(_members[0]).Count);
    }

    [Fact]
    public async Task Strangers_at_the_port_shut_nothing_down()
    {
        var seed = Join(Certificate(_authority, NodeRole.Control), MemberRole.Control);
        Join(Certificate(_authority, NodeRole.Control), MemberRole.Control, seed);
        await Up(2);
        var random = new Random(1);
        var garbage = new byte[10 * 1024 * 1024];
        random.NextBytes(garbage);
        await Send(seed.Port, garbage);
        await Send(seed.Port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await Send(seed.Port, [22, 3, 1, 0xFF, 0xFF]); // A record of TLS that never comes.
        await Handshake(seed.Port, null);
        await Handshake(seed.Port, Certificate(_stranger, NodeRole.Control));
        await HalfOpen(seed.Port, 1_000);
        Join(Certificate(_authority, NodeRole.Control), MemberRole.Control, seed);
        await Up(3);
        Assert.All(_members, member => Assert.All(MemberView.Of(member), seen => Assert.True(seen.IsReachable)));
    }

    [Fact]
    public async Task Each_stranger_at_the_port_is_told_of_once()
    {
        var seed = Join(Certificate(_authority, NodeRole.Control), MemberRole.Control);
        await Up(1);
        var lines = new ConcurrentQueue<string>();
        Listen(new MemberLog(lines.Enqueue, new RefusedPeers(_ => { }, TimeProvider.System), TimeProvider.System));
        for (var i = 0; i < 5; i++)
        {
            await Handshake(seed.Port, null);
            await Handshake(seed.Port, Certificate(_stranger, NodeRole.Control));
            await Send(seed.Port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        }

        await Eventually.Holds("15 strangers", () => _refused.Count >= 15, Patience);
        Assert.Equal(15, _refused.Count);
        Assert.Empty(lines);
    }

    [Theory]
    [InlineData(NodeRole.Control, true)]
    [InlineData(NodeRole.Member, true)]
    [InlineData("/ns/default/sa/orders", false)]
    [InlineData("/actormesh/controls", false)]
    public void Only_nodes_are_members(string path, bool isOne)
    {
        using var peer = Certificate(_authority, path);
        Assert.Equal(isOne, Tls(peer).Problem(peer) is null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_node_that_is_denied_is_no_member(bool bySerial)
    {
        using var peer = Certificate(_authority, NodeRole.Member);
        using var other = Certificate(_authority, NodeRole.Control, leaf => leaf with { Serial = [0x2B] });
        var tls = Tls(peer);
        Assert.Null(tls.Problem(peer));
        tls.Verifier.Denied = new DenyList([bySerial ? DenyList.SerialOf(peer) : $"spiffe://{TestAuthority.Domain}{NodeRole.Member}"]);
        Assert.Contains("is denied in this mesh", tls.Problem(peer), StringComparison.Ordinal);
        Assert.Null(tls.Problem(other));
    }

    [Fact]
    public void The_trust_domain_of_a_mesh_may_change_while_its_nodes_run()
    {
        using var peer = _authority.Issue(leaf => leaf.With(CertificateParts.Uri($"spiffe://before.local{NodeRole.Control}")));
        Assert.Null(Tls(peer).Problem(peer));
        Assert.NotNull(Tls(peer).Problem(certificate: null));
    }

    private void Listen(MemberLog log) =>
        _members[0].EventStream.Subscribe(_members[0].ActorOf(Props.Create(() => new Hearer(log))), typeof(LogEvent));

    private static async Task Send(int port, byte[] bytes)
    {
        using var socket = await Connect(port);
        try
        {
            await socket.SendAsync(bytes);
        }
        catch (SocketException)
        {
            // It was cut, as it should be.
        }
    }

    private static async Task Handshake(int port, X509Certificate2? shown)
    {
        using var socket = await Connect(port);
        await using var secured = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        try
        {
            await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "x", ClientCertificates = shown is null ? [] : [shown] });
            Assert.Equal(0, await secured.ReadAsync(new byte[1])); // In TLS 1.3 a client hears of it with its first read.
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // Turned away.
        }
    }

    private static async Task HalfOpen(int port, int count)
    {
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                sockets.Add(await Connect(port));
                await sockets[^1].SendAsync(new byte[] { 22, 3, 1 });
            }
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    private static async Task<Socket> Connect(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private MemberAddress Join(X509Certificate2 certificate, string role, params MemberAddress[] seeds)
    {
        _members.Add(ClusterMember.Start(new MemberSettings(new MemberAddress("127.0.0.1", 0), seeds, [role]) { Timings = QuickCluster.Timings, Tls = Tls(certificate) }, QuickCluster.Abrupt));
        return ClusterMember.AddressOf(_members[^1]);
    }

    private MemberTls Tls(X509Certificate2 certificate) => new(certificate, () => [_authority.Certificate], () => [], new SvidVerifier(TimeProvider.System), _refused);

    private static X509Certificate2 Certificate(TestAuthority authority, string path, Func<ForgedCertificate, ForgedCertificate>? change = null) =>
        authority.Issue(leaf => (change ?? (same => same))(leaf.With(CertificateParts.Uri($"spiffe://{TestAuthority.Domain}{path}"))));

    private Task Up(int count) =>
        Eventually.Holds($"{count} members", () => MemberView.Of(_members[0]).Count(member => member.Status == "up" && member.IsReachable) == count, Patience);

    private sealed class Hearer(MemberLog log) : UntypedActor
    {
        protected override void OnReceive(object message) => log.Tell((LogEvent)message);
    }
}
