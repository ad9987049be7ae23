using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.DataPlane.Security;
using Microsoft.Extensions.Time.Testing;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A server of ours in the care of one of the socket drivers, and a client of the framework's, which trusts everybody.</summary>
internal sealed class TlsPair : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource<TlsHandshake> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PlainConnection _wire;

    public TlsPair(string driver)
    {
        (var accepted, var connected) = Loopback.Pair();
        _wire = (PlainConnection)DriverFixture.Of(driver).Adopt(accepted);
        PeerSocket = connected;
        Peer = new SslStream(new NetworkStream(connected, ownsSocket: true));
        Secrets = new SecretStore(Clock);
        Secrets.Put("own", new TlsIdentity(Authority.Issue("orders"), []));
        Secrets.Put("roots", new TrustRoots([Authority.Certificate], TestAuthority.Domain));
    }

    public FakeTimeProvider Clock { get; } = new(Now);

    public TestAuthority Authority { get; } = new(Now);

    public SecretStore Secrets { get; }

    public ServerTls Plan { get; set; } = new("own", new PeerValidation("roots", new([new SubjectNameMatcher(SubjectNameKind.Uri, NameFit.Prefix, "spiffe://shop.local/")])))
    {
        RequiresClientCertificate = true,
        Protocols = SslProtocols.Tls13,
    };

    public Socket PeerSocket { get; }

    public SslStream Peer { get; }

    /// <summary>Set once <see cref="Connect"/> went well.</summary>
    public TlsConnection Connection { get; private set; } = null!;

    public RecordingOwner Owner { get; } = new();

    /// <summary>Both sides prove who they are.</summary>
    public async Task<TlsPair> Connect()
    {
        var handshake = await Handshake(Authority.Issue("web"));
        Connection = handshake.Connection ?? throw new InvalidOperationException(handshake.Problem);
        Connection.Owner = Owner;
        return this;
    }

    /// <summary>Our side of a handshake, once it has ended.</summary>
    /// <param name="certificate">What the peer shows; null for nothing.</param>
    public async Task<TlsHandshake> Handshake(X509Certificate2? certificate, X509Certificate2Collection? above = null, SslProtocols protocols = SslProtocols.None)
    {
        (TlsHandshake.With(_wire, Plan, Secrets, handshake => _ended.TrySetResult(handshake)) ?? throw new InvalidOperationException("a secret is missing")).Start();
        var peer = Peer.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "orders.shop.local",
            EnabledSslProtocols = protocols,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, above ?? [], offline: true),
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            ApplicationProtocols = Plan.ApplicationProtocols.Count > 0 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : null,
        });
        try
        {
            await peer.WaitAsync(Patience);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // That it was refused, it may learn here or when it first reads.
        }

        return await _ended.Task.WaitAsync(Patience);
    }

    /// <inheritdoc cref="RecordingOwner.Read"/>
    public Task<byte[]> Read(int count, int pieceBytes) => Owner.Read(Connection, count, pieceBytes);

    public void Dispose()
    {
        Connection?.Dispose();
        _wire.Dispose();
        Peer.Dispose();
        PeerSocket.Dispose();
        Authority.Dispose();
    }
}
