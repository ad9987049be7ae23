using System.Net.Security;
using System.Security.Authentication;

namespace ActorMesh.DataPlane.Security;

/// <summary>How connections to endpoints of a cluster are secured (UpstreamTlsContext).</summary>
/// <param name="IdentityName">Of our certificate in the <see cref="SecretStore"/>; null: we show none.</param>
/// <param name="Server">What the endpoint's certificate must be; null: it is not looked at.</param>
/// <param name="ServerName">SNI; empty: none is sent.</param>
public sealed record ClientTls(string? IdentityName, PeerValidation? Server, string ServerName)
{
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    public EquatableList<SslApplicationProtocol> ApplicationProtocols { get; init; } = new([]);

    /// <summary>Whether the endpoint's host name stands for <see cref="ServerName"/> (auto_host_sni).</summary>
    public bool TakesHostNameOfEndpoint { get; init; }

    /// <summary>Whether the endpoint must have the name that was asked for, as a DNS name (auto_sni_san_validation).</summary>
    public bool VerifiesServerName { get; init; }
}
