using System.Net.Security;

namespace ActorMesh.DataPlane.Security;

/// <summary>How connections to one endpoint are secured.</summary>
/// <param name="hostName">Of the endpoint; empty when it has none.</param>
public sealed class UpstreamSecurity(ClientTls tls, string hostName, SecretStore secrets)
{
    /// <inheritdoc cref="HandshakeOptions.Of(ClientTls, string, SecretStore, out PeerCheck?)"/>
    public SslClientAuthenticationOptions? Options(out PeerCheck? check) => HandshakeOptions.Of(tls, hostName, secrets, out check);
}
