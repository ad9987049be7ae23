using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Combined = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.CommonTlsContext.Types.CombinedCertificateValidationContext;
using SanType = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.SubjectAltNameMatcher.Types.SanType;
using TlsVersion = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.TlsParameters.Types.TlsProtocol;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>Compiles how both ends of a connection prove who they are. Certificates and roots are delivered by name (SDS).</summary>
internal static class MutualTls
{
    /// <summary>The application protocol (ALPN) by which a connection of the mesh is told from TLS that an application speaks itself.</summary>
    public const string Protocol = "actormesh/1";

    private const string Socket = "envoy.transport_sockets.tls";

    /// <summary>From a caller to a callee, who must be that service and no other.</summary>
    public static TransportSocket? Upstream(ServiceMesh mesh, Service callee, PolicySet policies, Caller caller)
    {
        if (policies.Mtls.Mode.Value == MtlsMode.Off) return null;
        var context = new UpstreamTlsContext
        {
            CommonTlsContext = Common(mesh, policies, caller.IsIngress ? callee.Name : caller.Name, new StringMatcher { Exact = SpiffeNames.Of(mesh, callee.Name) }),
            Sni = $"{callee.Name}.{mesh.TrustDomain.Value}",
        };
        context.CommonTlsContext.AlpnProtocols.Add(Protocol);
        if (policies.IsHttp)
            context.CommonTlsContext.AlpnProtocols.Add(UpstreamProtocolCompiler.SpeaksHttp2(policies) ? "h2" : "http/1.1");
        return Pack(context);
    }

    /// <summary>From any workload of the mesh to this one; who may do what is not decided here.</summary>
    public static TransportSocket Downstream(ServiceMesh mesh, Service service)
    {
        var context = new DownstreamTlsContext
        {
            CommonTlsContext = Common(mesh, service.Policies, service.Name, new StringMatcher { Prefix = $"{SpiffeNames.Domain(mesh)}/" }),
            RequireClientCertificate = true,
        };
        if (service.Policies.IsHttp) context.CommonTlsContext.AlpnProtocols.AddRange(["h2", "http/1.1", Protocol]);
        return Pack(context);
    }

    /// <summary>From clients outside the mesh, who prove nothing.</summary>
    public static TransportSocket Server(string certificate, string key) => Pack(new DownstreamTlsContext
    {
        CommonTlsContext = new CommonTlsContext
        {
            TlsParams = Versions("1.2"),
            TlsCertificates =
            {
                new TlsCertificate { CertificateChain = new DataSource { Filename = certificate }, PrivateKey = new DataSource { Filename = key } },
            },
            AlpnProtocols = { "h2", "http/1.1" },
        },
    });

    private static CommonTlsContext Common(ServiceMesh mesh, PolicySet policies, string workload, StringMatcher peer) => new()
    {
        TlsParams = Versions(policies.Mtls.MinVersion.Value),
        TlsCertificateSdsSecretConfigs = { Secret(SpiffeNames.Of(mesh, workload)) },
        CombinedValidationContext = new Combined
        {
            DefaultValidationContext = new CertificateValidationContext
            {
                MatchTypedSubjectAltNames = { new SubjectAltNameMatcher { SanType = SanType.Uri, Matcher = peer } },
            },
            ValidationContextSdsSecretConfig = Secret(SpiffeNames.Domain(mesh)),
        },
    };

    private static TlsParameters Versions(string least) => new()
    {
        TlsMinimumProtocolVersion = least == "1.3" ? TlsVersion.Tlsv13 : TlsVersion.Tlsv12,
        TlsMaximumProtocolVersion = TlsVersion.Tlsv13,
    };

    private static SdsSecretConfig Secret(string name) =>
        new() { Name = name, SdsConfig = new ConfigSource { Ads = new AggregatedConfigSource(), ResourceApiVersion = ApiVersion.V3 } };

    private static TransportSocket Pack(IMessage context) => new() { Name = Socket, TypedConfig = Any.Pack(context) };
}
