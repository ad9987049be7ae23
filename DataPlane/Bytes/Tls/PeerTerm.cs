using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Bytes.Tls;

/// <summary>How long a connection may go on whose other side proved by a certificate who it is.</summary>
public static class PeerTerm
{
    /// <summary>Of a connection that carries requests: then both sides prove themselves anew.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromHours(1);

    /// <summary>Clients leave so much before they would have to, so that none meets a server that is just closing.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>When it has to end: with the peer's certificate. Never, where it showed none.</summary>
    public static Instant End(PeerIdentity? peer, TimeProvider clock) => peer is null ? Instant.Never : clock.Now + (CertificateLife.End(peer.Certificate) - clock.GetUtcNow());

    /// <summary>
    /// When bytes that are passed on to a server end: with its certificate. Never, where not both sides showed one, or one does that has ended.
    /// </summary>
    public static Instant End(SocketConnection connection, UpstreamSecurity? security, TimeProvider clock) =>
        connection is TlsConnection { Peer: { } server } && security?.Tls is { IdentityName: not null, Server.AllowsExpired: false } ? End(server, clock) : Instant.Never;

    /// <summary>When a server asks the client to come again. Never, where it showed no certificate.</summary>
    public static Instant Leave(PeerIdentity? peer, TimeProvider clock) => peer is null ? Instant.Never : Instant.Earlier(End(peer, clock), clock.Now + AgeMax);

    /// <summary>When the client of a connection that was just opened leaves it. Never, where not both sides showed a certificate.</summary>
    public static Instant Leave(SocketConnection connection, UpstreamSecurity? security, TimeProvider clock)
    {
        if (connection is not TlsConnection { Peer: { } server } || security?.Tls.IdentityName is not { } name || security.Secrets.Identity(name) is not { } own) return Instant.Never;
        var ours = clock.Now + (CertificateLife.End(own.Certificate) - clock.GetUtcNow());
        return Instant.Earlier(ours, Leave(server, clock)) + -Margin;
    }
}
