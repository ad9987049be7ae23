using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Fields that secure or narrow and that the resource model lacks, by the numbers that they have on the wire.</summary>
internal static class GuardingNumbers
{
    private const string Manager = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

    private const string Server = "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext";

    private static readonly Dictionary<(string Message, int Number), string> Names = new()
    {
        [("envoy.config.cluster.v3.Cluster", 22)] = "lb_subset_config",
        [("envoy.config.cluster.v3.Cluster", 40)] = "filters",
        [("envoy.config.cluster.v3.Cluster", 43)] = "transport_socket_matches",
        [("envoy.config.cluster.v3.Cluster", 59)] = "transport_socket_matcher",
        [("envoy.config.core.v3.HeaderValueOption", 2)] = "append",
        [("envoy.config.core.v3.SocketAddress", 7)] = "network_namespace_filepath",
        [("envoy.config.listener.v3.Listener", 4)] = "use_original_dst",
        [("envoy.config.listener.v3.Listener", 26)] = "bind_to_port",
        [("envoy.config.listener.v3.Listener", 32)] = "filter_chain_matcher",
        [("envoy.config.route.v3.RouteAction", 4)] = "metadata_match",
        [("envoy.config.route.v3.RouteAction.RequestMirrorPolicy", 7)] = "request_headers_mutations",
        [("envoy.config.route.v3.RouteConfiguration", 16)] = "typed_per_filter_config",
        [("envoy.config.route.v3.VirtualHost", 21)] = "matcher",
        [("envoy.config.route.v3.WeightedCluster.ClusterWeight", 3)] = "metadata_match",
        [("envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication", 3)] = "filter_state_rules",
        [("envoy.extensions.filters.http.rbac.v3.RBAC", 4)] = "matcher",
        [("envoy.extensions.filters.network.rbac.v3.RBAC", 4)] = "enforcement_type",
        [("envoy.extensions.filters.network.rbac.v3.RBAC", 6)] = "matcher",
        [("envoy.extensions.filters.http.router.v3.Router", 5)] = "strict_check_headers",
        [("envoy.extensions.filters.http.router.v3.Router", 8)] = "upstream_http_filters",
        [(Manager, 25)] = "internal_address_config",
        [(Manager, 43)] = "path_normalization_options",
        [(Manager, 46)] = "original_ip_detection_extensions",
        [(Manager, 50)] = "typed_header_validation_config",
        [(Manager, 52)] = "early_header_mutation_extensions",
        [(Manager, 60)] = "forward_client_cert_matcher",
        [($"{Manager}.UpgradeConfig", 2)] = "filters",
        [("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", 9)] = "metadata_match",
        [("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight", 3)] = "metadata_match",
        [(Server, 7)] = "disable_stateless_session_resumption",
        [(Server, 8)] = "ocsp_staple_policy",
        [(Server, 10)] = "disable_stateful_session_resumption",
        [("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", 5)] = "enforce_rsa_key_usage",
        [("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", 6)] = "http_filters",
        [("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", 7)] = "header_validation_config",
    };

    /// <returns>What the field is called, or null when it guards nothing that is known.</returns>
    public static string? NameOf(MessageDescriptor type, int number) => Names.GetValueOrDefault((type.FullName, number));
}
