using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.ListenerFilters;
using ActorMesh.Runtime.Contracts.Envoy.Observability;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf.Reflection;

namespace ActorMesh.Runtime.Contracts;

/// <summary>The messages that may stand in a <c>google.protobuf.Any</c> of the resource model.</summary>
public static class ExtensionTypes
{
    /// <summary>Those that the data plane runs.</summary>
    public static IReadOnlyList<MessageDescriptor> Runnable { get; } =
    [
        HttpConnectionManager.Descriptor,
        TcpProxy.Descriptor,
        Router.Descriptor,
        Envoy.Retrying.PreviousHostsPredicate.Descriptor,
        LocalRateLimit.Descriptor,
        HTTPFault.Descriptor,
        Envoy.HttpFilters.RateLimit.Descriptor,
        RateLimitPerRoute.Descriptor,
        RBAC.Descriptor,
        RBACPerRoute.Descriptor,
        JwtAuthentication.Descriptor,
        PerRouteConfig.Descriptor,
        Envoy.NetworkFilters.RBAC.Descriptor,
        Envoy.Routes.FilterConfig.Descriptor,
        Envoy.UpstreamHttp.HttpProtocolOptions.Descriptor,
        DownstreamTlsContext.Descriptor,
        UpstreamTlsContext.Descriptor,
        TlsInspector.Descriptor,
    ];

    /// <summary>Those that a mesh compiles to as well, and that the data plane does not run yet.</summary>
    public static IReadOnlyList<MessageDescriptor> NotRun { get; } =
    [
        Cors.Descriptor,
        CorsPolicy.Descriptor,
        OpenTelemetryConfig.Descriptor,
        StdoutAccessLog.Descriptor,
    ];

    public static IReadOnlyList<MessageDescriptor> All { get; } = [.. Runnable, .. NotRun];

    private static readonly Dictionary<string, MessageDescriptor> ByName = All.ToDictionary(type => type.FullName, StringComparer.Ordinal);

    /// <summary>For protobuf's JSON formatter, which cannot print an Any without it.</summary>
    public static TypeRegistry Registry { get; } = TypeRegistry.FromMessages(All);

    /// <param name="fullName">The message's name with its package, without the <c>type.googleapis.com/</c> of a type URL.</param>
    public static MessageDescriptor? Find(string fullName) => ByName.GetValueOrDefault(fullName);
}
