using System.Net.Security;
using System.Security.Authentication;

namespace ActorMesh.DataPlane.Security;

/// <summary>How a filter chain proves itself to clients, and what it asks of them (DownstreamTlsContext).</summary>
/// <param name="IdentityName">Of the certificate in the <see cref="SecretStore"/>.</param>
/// <param name="Client">What a client's certificate must be; null: it is not looked at.</param>
public sealed record ServerTls(string IdentityName, PeerValidation? Client)
{
    /// <summary>Whether a client without a certificate is turned away.</summary>
    public bool RequiresClientCertificate { get; init; }

    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>In order of preference; empty: clients are not asked.</summary>
    public EquatableList<SslApplicationProtocol> ApplicationProtocols { get; init; } = new([]);

    /// <summary>Whether a client that names no server is turned away.</summary>
    public bool RequiresServerName { get; init; }
}
