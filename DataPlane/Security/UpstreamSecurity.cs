using System.Net.Security;

namespace ActorMesh.DataPlane.Security;

/// <summary>How connections to one endpoint are secured.</summary>
/// <param name="hostName">Of the endpoint; empty when it has none.</param>
public sealed class UpstreamSecurity(ClientTls tls, string hostName, SecretStore secrets, TimeProvider clock)
{
    public PeerCheck Check() => new(tls.Server, isRequired: true) { ServerName = tls.VerifiesServerName ? tls.NameFor(hostName) : null };

    /// <summary>Null while a secret is not there.</summary>
    public SslClientAuthenticationOptions? Options(PeerCheck check) => HandshakeOptions.Of(tls, hostName, check, secrets, clock);
}
