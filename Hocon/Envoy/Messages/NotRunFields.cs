using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>
/// Fields that a mesh compiles to and the data plane does not carry out yet. A bootstrap that is to be run is refused for them;
/// an import reads them. A field that the data plane learns to carry out leaves this list.
/// </summary>
internal static class NotRunFields
{
    private const string Route = "envoy.config.route.v3.Route";
    private const string Manager = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

    public static IReadOnlyList<NotRunField> All { get; } =
    [
        new("envoy.config.cluster.v3.Cluster.CommonLbConfig", "zone_aware_lb_config", "load-balancer.locality", "all zones get the same share"),
        new("envoy.config.core.v3.HealthCheck", "grpc_health_check", "health-check", "endpoints are not asked how they are"),
        new(Route, "tracing", "tracing", "no trace is started or reported"),
        new(Manager, "access_log", "access-log", "no line is written"),
        new(Manager, "tracing", "tracing", "no trace is started or reported"),
        new("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", "access_log", "access-log", "no line is written"),
        new("envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig", "http2_protocol_options", "protocol", "HTTP/1.1 is spoken to endpoints"),
    ];

    private static readonly FrozenDictionary<(string, string), NotRunField> ByName =
        All.ToFrozenDictionary(field => (field.Message, field.Field));

    public static NotRunField? Find(FieldDescriptor field) => ByName.GetValueOrDefault((field.ContainingType.FullName, field.Name));

    /// <param name="type">The message that the field stands in.</param>
    /// <param name="name">The field as the file spells it, in snake or camel case.</param>
    public static bool Contains(MessageDescriptor type, string name) =>
        ByName.ContainsKey((type.FullName, UnsupportedFields.InSnakeCase(name)));
}
