using static ActorMesh.Tests.Fast.Hocon.Envoy.FieldVerdict;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Bootstraps, listeners, clusters and what they are made of.</summary>
internal static class ResourceFields
{
    public static IReadOnlyList<(string Message, string Fields, string Verdict)> Rows { get; } =
    [
        ("envoy.config.bootstrap.v3.Admin", "address", "Cli/Sidecars"),
        ("envoy.config.bootstrap.v3.Bootstrap", "static_resources", "DataPlane/Configuration/Snapshot.cs"),
        ("envoy.config.bootstrap.v3.Bootstrap", "admin", "Cli/Sidecars"),
        ("envoy.config.bootstrap.v3.Bootstrap", "node", "DataPlane/Configuration/Snapshot.cs"),
        ("envoy.config.bootstrap.v3.Bootstrap", "dynamic_resources", Following),
        ("envoy.config.bootstrap.v3.Bootstrap.DynamicResources", "lds_config cds_config", Following),
        ("envoy.config.bootstrap.v3.Bootstrap.DynamicResources", "ads_config", "Hocon/Envoy/ControlPlaneCluster.cs"),
        ("envoy.config.bootstrap.v3.Bootstrap.StaticResources", "listeners clusters", "DataPlane/Configuration/Snapshot.cs"),
        ("envoy.config.bootstrap.v3.Bootstrap.StaticResources", "secrets", Secrets),

        ("envoy.config.accesslog.v3.AccessLog", "name filter typed_config", Compiled),
        ("envoy.config.accesslog.v3.AccessLogFilter", "runtime_filter", Compiled),
        ("envoy.config.accesslog.v3.RuntimeFilter", "runtime_key percent_sampled", Compiled),

        ("envoy.config.cluster.v3.CircuitBreakers", "thresholds", Clusters),
        ("envoy.config.cluster.v3.CircuitBreakers.Thresholds", "priority max_connections max_pending_requests max_requests", Clusters),
        ("envoy.config.cluster.v3.CircuitBreakers.Thresholds", "max_retries retry_budget", RetryLimits),
        ("envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget", "budget_percent min_retry_concurrency", RetryLimits),
        (
            "envoy.config.cluster.v3.Cluster",
            "name type lb_policy circuit_breakers dns_refresh_rate dns_lookup_family ring_hash_lb_config least_request_lb_config " +
            "maglev_lb_config common_lb_config alt_stat_name load_assignment dns_failure_refresh_rate",
            Clusters),
        (
            "envoy.config.cluster.v3.Cluster",
            "connect_timeout per_connection_buffer_limit_bytes upstream_connection_options typed_extension_protocol_options",
            Pools),
        ("envoy.config.cluster.v3.Cluster", "round_robin_lb_config", Checks),
        ("envoy.config.cluster.v3.Cluster", "health_checks", HealthChecks),
        ("envoy.config.cluster.v3.Cluster", "outlier_detection metadata", Outliers),
        ("envoy.config.cluster.v3.Cluster", "transport_socket", Pools),
        ("envoy.config.cluster.v3.Cluster", "eds_cluster_config", Discovery),
        ("envoy.config.cluster.v3.Cluster.CommonLbConfig", "healthy_panic_threshold locality_weighted_lb_config consistent_hashing_lb_config", Clusters),
        ("envoy.config.cluster.v3.Cluster.CommonLbConfig", "zone_aware_lb_config", Compiled),
        ("envoy.config.cluster.v3.Cluster.CommonLbConfig.ZoneAwareLbConfig", "min_cluster_size", Compiled),
        ("envoy.config.cluster.v3.Cluster.CommonLbConfig.ConsistentHashingLbConfig", "use_hostname_for_hashing hash_balance_factor", Clusters),
        ("envoy.config.cluster.v3.Cluster.EdsClusterConfig", "eds_config service_name", Discovery),
        ("envoy.config.cluster.v3.Cluster.LeastRequestLbConfig", "choice_count active_request_bias", Clusters),
        ("envoy.config.cluster.v3.Cluster.LeastRequestLbConfig", "slow_start_config", SlowStarts),
        ("envoy.config.cluster.v3.Cluster.MaglevLbConfig", "table_size", Clusters),
        ("envoy.config.cluster.v3.Cluster.RefreshRate", "base_interval max_interval", Clusters),
        ("envoy.config.cluster.v3.Cluster.RingHashLbConfig", "minimum_ring_size hash_function maximum_ring_size", Clusters),
        ("envoy.config.cluster.v3.Cluster.RoundRobinLbConfig", "slow_start_config", SlowStarts),
        ("envoy.config.cluster.v3.Cluster.SlowStartConfig", "slow_start_window aggression min_weight_percent", SlowStarts),
        (
            "envoy.config.cluster.v3.OutlierDetection",
            "consecutive_5xx interval base_ejection_time max_ejection_percent enforcing_consecutive_5xx enforcing_success_rate " +
            "success_rate_minimum_hosts success_rate_request_volume success_rate_stdev_factor consecutive_gateway_failure " +
            "enforcing_consecutive_gateway_failure split_external_local_origin_errors consecutive_local_origin_failure " +
            "enforcing_consecutive_local_origin_failure enforcing_local_origin_success_rate failure_percentage_threshold " +
            "enforcing_failure_percentage enforcing_failure_percentage_local_origin failure_percentage_minimum_hosts " +
            "failure_percentage_request_volume max_ejection_time max_ejection_time_jitter " +
            "successful_active_health_check_uneject_host always_eject_one_host",
            Outliers),
        ("envoy.config.cluster.v3.UpstreamConnectionOptions", "tcp_keepalive", Pools),

        ("envoy.config.core.v3.Address", "socket_address", "DataPlane/Configuration"),
        ("envoy.config.core.v3.Address", "pipe", Refused),
        ("envoy.config.core.v3.ApiConfigSource", "api_type", Following),
        ("envoy.config.core.v3.ApiConfigSource", "transport_api_version grpc_services", Checks),
        ("envoy.config.core.v3.ApiConfigSource", "set_node_on_first_message_only", "informative: a stream says who asks once, whatever it says"),
        ("envoy.config.core.v3.ConfigSource", "api_config_source initial_fetch_timeout ads self", Discovery),
        ("envoy.config.core.v3.ConfigSource", "resource_api_version", Checks),
        ("envoy.config.core.v3.ControlPlane", "identifier", "informative: who answers a proxy; no file holds it"),
        ("envoy.config.core.v3.DataSource", "filename inline_bytes inline_string environment_variable", Routes),
        ("envoy.config.core.v3.GrpcService", "envoy_grpc", Checks),
        ("envoy.config.core.v3.GrpcService", "timeout", "informative: the stream to a control plane has no end that could be late"),
        ("envoy.config.core.v3.GrpcService.EnvoyGrpc", "cluster_name", Checks),
        ("envoy.config.core.v3.HeaderValue", "key value", Routes),
        ("envoy.config.core.v3.HeaderValueOption", "header append_action keep_empty_value", Routes),
        (
            "envoy.config.core.v3.HealthCheck",
            "timeout interval interval_jitter unhealthy_threshold healthy_threshold reuse_connection no_traffic_interval " +
            "unhealthy_interval unhealthy_edge_interval healthy_edge_interval interval_jitter_percent " +
            "always_log_health_check_failures initial_jitter no_traffic_healthy_interval",
            HealthChecks),
        ("envoy.config.core.v3.HealthCheck", "http_health_check tcp_health_check", Probes),
        ("envoy.config.core.v3.HealthCheck", "grpc_health_check", Compiled),
        ("envoy.config.core.v3.HealthCheck.GrpcHealthCheck", "service_name", Compiled),
        ("envoy.config.core.v3.HealthCheck.GrpcHealthCheck", "authority", Refused),
        ("envoy.config.core.v3.HealthCheck.HttpHealthCheck", "host path expected_statuses service_name_matcher retriable_statuses method", Probes),
        ("envoy.config.core.v3.HealthCheck.Payload", "text binary", Probes),
        ("envoy.config.core.v3.HealthCheck.TcpHealthCheck", "send receive", Probes),
        ("envoy.config.core.v3.Http1ProtocolOptions", "accept_http_10 default_host_for_http_10 enable_trailers", Listeners),
        (
            "envoy.config.core.v3.HttpProtocolOptions",
            "idle_timeout max_headers_count max_connection_duration max_stream_duration max_requests_per_connection max_response_headers_kb",
            Pools),
        ("envoy.config.core.v3.HttpProtocolOptions", "headers_with_underscores_action", Listeners),
        ("envoy.config.core.v3.HttpService", "http_uri", Compiled),
        ("envoy.config.core.v3.HttpUri", "uri", Routes),
        ("envoy.config.core.v3.HttpUri", "cluster timeout", "informative: keys are fetched by the address itself, within 5 s"),
        ("envoy.config.core.v3.Locality", "region zone sub_zone", Clusters),
        ("envoy.config.core.v3.Metadata", "filter_metadata", Clusters),
        ("envoy.config.core.v3.Node", "cluster", "DataPlane/Configuration/Snapshot.cs"),
        ("envoy.config.core.v3.Node", "id metadata locality user_agent_name user_agent_version client_features", Shown),
        ("envoy.config.core.v3.Pipe", "path", Refused),
        ("envoy.config.core.v3.RuntimeDouble", "default_value", Clusters),
        ("envoy.config.core.v3.RuntimeDouble", "runtime_key", NoRuntime),
        ("envoy.config.core.v3.RuntimeFractionalPercent", "default_value", Routes),
        ("envoy.config.core.v3.RuntimeFractionalPercent", "runtime_key", NoRuntime),
        ("envoy.config.core.v3.SocketAddress", "protocol", Checks),
        ("envoy.config.core.v3.SocketAddress", "address port_value", "DataPlane/Configuration"),
        ("envoy.config.core.v3.SubstitutionFormatString", "text_format json_format", Compiled),
        ("envoy.config.core.v3.TcpKeepalive", "keepalive_probes keepalive_time keepalive_interval", Pools),

        ("envoy.config.core.v3.TransportSocket", "name", "informative: a socket is chosen by the @type of its configuration"),
        ("envoy.config.core.v3.TransportSocket", "typed_config", TlsContexts),
        ("envoy.config.core.v3.WatchedDirectory", "path", LookedAt),

        ("envoy.config.endpoint.v3.ClusterLoadAssignment", "endpoints policy", Clusters),
        ("envoy.config.endpoint.v3.ClusterLoadAssignment", "cluster_name", "informative: the assignment stands inside the cluster that it belongs to"),
        ("envoy.config.endpoint.v3.ClusterLoadAssignment.Policy", "drop_overloads overprovisioning_factor", Clusters),
        ("envoy.config.endpoint.v3.ClusterLoadAssignment.Policy.DropOverload", "category drop_percentage", Clusters),
        ("envoy.config.endpoint.v3.Endpoint", "address hostname", Clusters),
        ("envoy.config.endpoint.v3.LbEndpoint", "endpoint health_status metadata load_balancing_weight", Clusters),
        ("envoy.config.endpoint.v3.LocalityLbEndpoints", "locality lb_endpoints load_balancing_weight priority", Clusters),
        ("envoy.config.endpoint.v3.LocalityLbEndpoints", "metadata", "informative: only balancer extensions read it, and a field that chooses one is refused"),

        ("envoy.config.listener.v3.ApiListener", "api_listener", Refused),
        ("envoy.config.listener.v3.Filter", "typed_config", Listeners),
        ("envoy.config.listener.v3.Filter", "name", ChosenByType),
        ("envoy.config.listener.v3.FilterChain", "filters", Listeners),
        ("envoy.config.listener.v3.FilterChain", "name", "informative: a listener has one chain"),
        ("envoy.config.listener.v3.FilterChain", "transport_socket filter_chain_match", Listeners),
        ("envoy.config.listener.v3.FilterChainMatch", "transport_protocol application_protocols server_names", "DataPlane/Configuration/ChainMatchCompiler.cs"),
        ("envoy.config.listener.v3.Listener", "api_listener", Refused),
        ("envoy.config.listener.v3.Listener", "name address filter_chains default_filter_chain per_connection_buffer_limit_bytes", Listeners),
        ("envoy.config.listener.v3.Listener", "listener_filters", Checks),
        ("envoy.config.listener.v3.ListenerFilter", "name typed_config", Checks),
        ("envoy.config.listener.v3.Listener", "stat_prefix", "Cli/Metrics"),
        ("envoy.config.listener.v3.Listener", "drain_type", Checks),
        ("envoy.config.listener.v3.Listener", "traffic_direction", "informative: nothing that we run asks whether traffic comes in or goes out"),
    ];
}
