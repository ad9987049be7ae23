using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Small bootstraps with one hole each, so that a test shows only what it is about.</summary>
internal static class SampleBootstrap
{
    public const string Router = """{ name: router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }""";

    public const string Manager = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

    public const string TcpProxy = "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy";

    public const string UpstreamOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    public const string Service = "{ name: service, load_assignment: { endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 18081 } } } } ] } ] } }";

    public const string Certificate = "tls_certificates: [ { certificate_chain: { filename: c }, private_key: { filename: k } } ]";

    private const string ManagerPath = "static_resources.listeners[0].filter_chains[0].filters[0].typed_config.";

    /// <summary>A whole bootstrap around listeners and clusters in flow style.</summary>
    public static string With(string listeners, string clusters = Service) =>
        $"static_resources:\n  listeners: [ {listeners} ]\n  clusters: [ {clusters} ]\n";

    public static string Listener(string filters, string name = "web", int port = 10000) =>
        $$"""{ name: {{name}}, address: { socket_address: { address: 127.0.0.1, port_value: {{port}} } }, filter_chains: [ { filters: [ {{filters}} ] } ] }""";

    public static string Http(string fields) => $$"""{ name: http, typed_config: { "@type": "{{Manager}}", {{fields}} } }""";

    public static string Tcp(string fields) => $$"""{ name: tcp, typed_config: { "@type": "{{TcpProxy}}", {{fields}} } }""";

    public static string WithManager(string fields) => With(Listener(Http(fields)));

    public static string WithTable(string fields) => WithManager($$"""stat_prefix: web, http_filters: [ {{Router}} ], route_config: { {{fields}} }""");

    public static string WithHost(string fields) => WithTable($$"""virtual_hosts: [ { {{fields}} } ]""");

    public static string WithRoute(string fields) => WithHost($$"""name: all, domains: ["*"], routes: [ { {{fields}} } ]""");

    public static string WithMatch(string fields) => WithRoute($$"""match: { {{fields}} }, route: { cluster: service }""");

    public static string WithAction(string fields) => WithRoute($$"""match: { prefix: / }, route: { {{fields}} }""");

    public static string WithCluster(string fields) => With(Listener(Tcp("stat_prefix: tcp, cluster: service")), $$"""{ name: service, {{fields}} }""");

    public static string WithEndpoint(string fields) => WithCluster($$"""load_assignment: { endpoints: [ { lb_endpoints: [ { {{fields}} } ] } ] }""");

    /// <summary>A transport_socket with one of the TLS contexts.</summary>
    public static string Tls(string type, string common, string fields = "") =>
        $$"""transport_socket: { name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.{{type}}, {{(fields.Length > 0 ? $"{fields}, " : "")}} common_tls_context: { {{common}} } } }""";

    /// <summary>The diagnostics as <c>path: message</c>, without the long way down to the route table and without hints.</summary>
    public static IEnumerable<string> Problems(string text, bool lenient = false) =>
        BootstrapReader.Read(text, "mesh.yaml", lenient).Diagnostics.Select(Short);

    private static string Short(Diagnostic diagnostic)
    {
        var path = diagnostic.Path
            .Replace($"{ManagerPath}route_config.virtual_hosts[0].routes[0].", "", StringComparison.Ordinal)
            .Replace($"{ManagerPath}route_config.virtual_hosts[0].routes[0]", "(route)", StringComparison.Ordinal)
            .Replace($"{ManagerPath}route_config.", "", StringComparison.Ordinal)
            .Replace(ManagerPath, "", StringComparison.Ordinal)
            .Replace("static_resources.", "", StringComparison.Ordinal);
        return $"{path}: {diagnostic.Message}";
    }
}
