using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Bytes.Tls;

/// <summary>A connection secured by TLS, of which the handshake is done. A wait for bytes holds no buffer here either.</summary>
public abstract class TlsConnection : SocketConnection
{
    private protected TlsConnection(PeerCheck check) => (Peer, LocalUri) = (check.Peer, check.LocalUri);

    /// <summary>Who the other side proved to be; null when it proved nothing.</summary>
    public PeerIdentity? Peer { get; }

    /// <summary>First URI name of the certificate that was shown to the other side; null without one.</summary>
    public string? LocalUri { get; }
}
