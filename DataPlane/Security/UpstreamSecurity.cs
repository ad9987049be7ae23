namespace ActorMesh.DataPlane.Security;

/// <summary>How connections to one endpoint are secured.</summary>
/// <param name="hostName">Of the endpoint; empty when it has none.</param>
public sealed class UpstreamSecurity(ClientTls tls, string hostName, SecretStore secrets)
{
    public ClientTls Tls => tls;

    public SecretStore Secrets => secrets;

    /// <summary>SNI; empty: none is sent.</summary>
    public string ServerName { get; } = tls.TakesHostNameOfEndpoint && hostName.Length > 0 ? hostName : tls.ServerName;
}
