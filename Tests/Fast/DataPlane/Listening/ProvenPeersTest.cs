using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Security;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>Listeners and servers whose both sides prove who they are.</summary>
public abstract class ProvenPeersTest : ActorTest
{
    protected const string Upgraded = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n";

    protected const string Upgrade = "GET / HTTP/1.1\r\nhost: test\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected ProvenPeersTest()
    {
        Authority = new TestAuthority(Clock.GetUtcNow());
        Secrets.Put("own", new TlsIdentity(Authority.Issue("orders"), []));
        Secrets.Put("roots", new TrustRoots([Authority.Certificate], TestAuthority.Domain));
    }

    private protected TestAuthority Authority { get; }

    protected override void AfterAll()
    {
        base.AfterAll();
        Authority.Dispose();
    }

    protected static string Upgrades(string cluster) => $"{{ match: {{ prefix: / }}, route: {{ cluster: {cluster}, upgrade_configs: [ {{ upgrade_type: websocket }} ] }} }}";

    private static ServerTls Mutual() => new("own", Members()) { RequiresClientCertificate = true, Protocols = SslProtocols.Tls13 };

    private static PeerValidation Members() => new("roots", new([new SubjectNameMatcher(SubjectNameKind.Uri, NameFit.Prefix, "spiffe://shop.local/")]));

    protected static ListenerPlan Secured(string listener, params string[] clusters) =>
        Plan(listener, clusters) is var plan ? plan with { Chains = [plan.Chains[0] with { Match = ChainMatch.Everything, Tls = Mutual(), Entry = ByteString.CopyFromUtf8("mutual") }] } : null!;

    /// <summary>A cluster of one server that has to prove itself.</summary>
    /// <param name="identity">What is shown to it.</param>
    private protected UpstreamCluster Mutual(string name, IPEndPoint address, string identity = "own") => Mutual(name, address, out _, identity);

    private protected UpstreamCluster Mutual(string name, IPEndPoint address, out UpstreamPool pool, string identity = "own")
    {
        var settings = Upstreams.Settings(name);
        var (cluster, security) = (new UpstreamCluster(settings, Clock), new UpstreamSecurity(new ClientTls(identity, Members(), ""), "", Secrets));
        pool = new UpstreamPool(address, cluster.Limits, settings.Pool, Clock) { Security = security };
        cluster.Show(new ClusterMember(
            new EndpointCell("server", address, "server")
            {
                Pool = pool,
                HighPool = new UpstreamPool(address, cluster.HighLimits, settings.Pool, Clock) { Security = security },
            },
            EndpointHealth.Healthy));
        return cluster;
    }

    private protected LoopbackUpstream Endpoint()
    {
        var upstream = new LoopbackUpstream();
        Clusters.Publish([Upstreams.Static(Upstreams.Settings(), upstream.Address, Clock)]);
        return upstream;
    }

    protected X509Certificate2 Ending(TimeSpan life, string workload = "web") =>
        Authority.Issue(leaf => leaf.With(CertificateParts.Uri($"spiffe://shop.local/ns/default/sa/{workload}")) with { End = Clock.GetUtcNow() + life });

    private protected async Task<KeepAliveClient> Connect(ListenerStatus status, X509Certificate2 certificate, bool isLetIn = true)
    {
        var socket = Loopback.Open();
        await socket.ConnectAsync(status.Address);
        var ssl = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var before = status.Tls?.Handshakes ?? 0;
        try
        {
            await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "orders.shop.local",
                ClientCertificateContext = SslStreamCertificateContext.Create(certificate, [], offline: true),
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            }).WaitAsync(Patience);
            if (isLetIn) Until(() => status.Tls?.Handshakes > before); // A client has done its part before it is known whether it is let in, and time must not go on meanwhile.
            return new KeepAliveClient(ssl);
        }
        catch
        {
            await ssl.DisposeAsync();
            throw;
        }
    }
}
