using System.Net.Security;
using System.Security.Authentication;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf.WellKnownTypes;
using Version = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.TlsParameters.Types.TlsProtocol;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Turns an <c>envoy.config.core.v3.TransportSocket</c> into what its handshakes need. Pure; secrets are named, and looked up by each handshake.</summary>
public static class TlsContextCompiler
{
    /// <param name="isHttp">Whether the chain speaks HTTP: then no protocol is offered that is not spoken.</param>
    /// <returns>Null: connections are plain.</returns>
    /// <exception cref="ResourceException">It cannot be run; the message says why.</exception>
    public static ServerTls? Server(string resource, TransportSocket? socket, bool isHttp)
    {
        if (socket is null) return null;
        var downstream = Unpack<DownstreamTlsContext>(resource, socket);
        var common = downstream.CommonTlsContext ?? new CommonTlsContext();
        var protocols = isHttp ? common.AlpnProtocols.Where(protocol => protocol != "h2") : common.AlpnProtocols;
        return new ServerTls(SecretName.OfIdentity(common) ?? throw new ResourceException(resource, "its TLS context has no certificate"), PeerValidationCompiler.Compile(resource, common))
        {
            RequiresClientCertificate = downstream.RequireClientCertificate ?? false,
            RequiresServerName = downstream.RequireSni ?? false,
            Protocols = Versions(resource, common.TlsParams),
            ApplicationProtocols = new([.. protocols.Select(protocol => new SslApplicationProtocol(protocol))]),
        };
    }

    /// <inheritdoc cref="Server"/>
    public static ClientTls? Client(string resource, TransportSocket? socket)
    {
        if (socket is null) return null;
        var upstream = Unpack<UpstreamTlsContext>(resource, socket);
        if (upstream.AllowRenegotiation) throw new ResourceException(resource, "its TLS context allows renegotiation, which there is none of");
        var common = upstream.CommonTlsContext ?? new CommonTlsContext();
        var server = PeerValidationCompiler.Compile(resource, common);
        if (upstream.AutoSniSanValidation && server is null) throw new ResourceException(resource, "the name in a certificate that is not verified proves nothing; name the authority in trusted_ca");
        return new ClientTls(SecretName.OfIdentity(common), server, upstream.Sni)
        {
            Protocols = Versions(resource, common.TlsParams),
            ApplicationProtocols = new([.. common.AlpnProtocols.Select(protocol => new SslApplicationProtocol(protocol))]),
            TakesHostNameOfEndpoint = upstream.AutoHostSni,
            VerifiesServerName = upstream.AutoSniSanValidation,
        };
    }

    private static T Unpack<T>(string resource, TransportSocket socket)
        where T : class, Google.Protobuf.IMessage, new() => socket.TypedConfig is { } any && any.TryUnpack(out T context)
        ? context
        : throw new ResourceException(resource, $"transport_socket {Any.GetTypeName(socket.TypedConfig?.TypeUrl ?? "")} is not known here; it is {new T().Descriptor.FullName}");

    private static SslProtocols Versions(string resource, TlsParameters? parameters)
    {
        var least = parameters?.TlsMinimumProtocolVersion ?? Version.TlsAuto;
        var most = parameters?.TlsMaximumProtocolVersion ?? Version.TlsAuto;
        if (least is Version.Tlsv10 or Version.Tlsv11 || most is Version.Tlsv10 or Version.Tlsv11) throw new ResourceException(resource, "TLS 1.0 and 1.1 are broken and not spoken");
        return (least > Version.Tlsv12, most == Version.Tlsv12) switch
        {
            (true, true) => throw new ResourceException(resource, "its TLS context allows no version: the highest is below the lowest"),
            (true, false) => SslProtocols.Tls13,
            (false, true) => SslProtocols.Tls12,
            _ => SslProtocols.Tls12 | SslProtocols.Tls13,
        };
    }
}
