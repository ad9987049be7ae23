namespace ActorMesh.Hocon.Importing.Kubernetes;

/// <summary>What a port speaks, by the name of its protocol or by its own name.</summary>
/// <remarks>Source: Istio, "Protocol Selection"; Kubernetes, "Application protocol".</remarks>
internal static class PortProtocol
{
    /// <param name="appProtocol">As in <c>appProtocol</c>, or the protocol of a ServiceEntry's port.</param>
    /// <param name="portName">Its part up to the first dash counts.</param>
    /// <returns>A word of the mesh language; null when it is HTTP of any version, or not known.</returns>
    public static string? Of(string? appProtocol, string? portName)
    {
        var word = (appProtocol ?? portName?.Split('-')[0] ?? "").ToUpperInvariant();
        return word switch
        {
            "HTTP2" or "KUBERNETES.IO/H2C" or "H2C" => "http2",
            "GRPC" or "GRPC-WEB" => "grpc",
            "TCP" or "TLS" or "HTTPS" or "MONGO" or "MYSQL" or "REDIS" or "POSTGRES" => "tcp",
            _ => null,
        };
    }
}
