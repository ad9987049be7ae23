using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>
/// The fields that an import looks at, or that say what a mesh does anyway. Whoever reads another field adds it here; any field that is not
/// here is reported.
/// </summary>
internal static class CarriedFields
{
    private const string Whole = "*";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["envoy.config.bootstrap.v3.Bootstrap"] = "node static_resources admin",
        ["envoy.config.bootstrap.v3.Bootstrap.StaticResources"] = "listeners clusters",
        ["envoy.config.bootstrap.v3.Admin"] = "address",
        ["envoy.config.core.v3.Address"] = "socket_address",
        ["envoy.config.core.v3.SocketAddress"] = "address port_value protocol",
        ["envoy.config.core.v3.Node"] = "id cluster metadata",
        ["envoy.config.core.v3.Metadata"] = Whole,
        ["envoy.config.core.v3.DataSource"] = Whole,
        ["envoy.config.core.v3.RuntimeFractionalPercent"] = "default_value",
        ["envoy.config.core.v3.RuntimeDouble"] = "default_value",
        ["envoy.config.core.v3.HealthCheck"] =
            "timeout interval unhealthy_threshold healthy_threshold http_health_check tcp_health_check grpc_health_check no_traffic_interval " +
            "unhealthy_interval interval_jitter_percent",
        ["envoy.config.core.v3.HealthCheck.HttpHealthCheck"] = "host path expected_statuses retriable_statuses",
        ["envoy.config.core.v3.HealthCheck.GrpcHealthCheck"] = "service_name",
        ["envoy.config.core.v3.TransportSocket"] = Whole,
        ["envoy.config.core.v3.HeaderValueOption"] = Whole,
        ["envoy.config.core.v3.HttpProtocolOptions"] = "idle_timeout headers_with_underscores_action",
        ["envoy.config.core.v3.Locality"] = "zone region",
        ["envoy.config.cluster.v3.Cluster"] =
            "name type connect_timeout lb_policy health_checks circuit_breakers dns_lookup_family outlier_detection ring_hash_lb_config " +
            "least_request_lb_config maglev_lb_config round_robin_lb_config transport_socket metadata common_lb_config load_assignment " +
            "typed_extension_protocol_options alt_stat_name",
        ["envoy.config.cluster.v3.Cluster.RingHashLbConfig"] = "minimum_ring_size",
        ["envoy.config.cluster.v3.Cluster.LeastRequestLbConfig"] = "choice_count slow_start_config",
        ["envoy.config.cluster.v3.Cluster.RoundRobinLbConfig"] = Whole,
        ["envoy.config.cluster.v3.Cluster.MaglevLbConfig"] = Whole,
        ["envoy.config.cluster.v3.Cluster.SlowStartConfig"] = Whole,
        ["envoy.config.cluster.v3.Cluster.CommonLbConfig"] = "healthy_panic_threshold zone_aware_lb_config locality_weighted_lb_config",
        ["envoy.config.cluster.v3.Cluster.CommonLbConfig.ZoneAwareLbConfig"] = Whole,
        ["envoy.config.cluster.v3.CircuitBreakers"] = "thresholds",
        ["envoy.config.cluster.v3.CircuitBreakers.Thresholds"] = Whole,
        ["envoy.config.cluster.v3.OutlierDetection"] =
            "consecutive_5xx interval base_ejection_time max_ejection_percent enforcing_consecutive_5xx enforcing_success_rate " +
            "success_rate_minimum_hosts success_rate_request_volume success_rate_stdev_factor consecutive_gateway_failure " +
            "enforcing_consecutive_gateway_failure split_external_local_origin_errors consecutive_local_origin_failure " +
            "enforcing_consecutive_local_origin_failure enforcing_local_origin_success_rate failure_percentage_threshold " +
            "enforcing_failure_percentage enforcing_failure_percentage_local_origin failure_percentage_minimum_hosts " +
            "failure_percentage_request_volume max_ejection_time max_ejection_time_jitter always_eject_one_host",
        ["envoy.config.endpoint.v3.ClusterLoadAssignment"] = "cluster_name endpoints",
        ["envoy.config.endpoint.v3.LocalityLbEndpoints"] = "locality lb_endpoints load_balancing_weight",
        ["envoy.config.endpoint.v3.LbEndpoint"] = "endpoint load_balancing_weight",
        ["envoy.config.endpoint.v3.Endpoint"] = "address hostname",
        ["envoy.config.listener.v3.Listener"] = "name address filter_chains listener_filters traffic_direction default_filter_chain stat_prefix",
        ["envoy.config.listener.v3.ListenerFilter"] = Whole,
        ["envoy.config.listener.v3.FilterChain"] = "filter_chain_match filters transport_socket name",
        ["envoy.config.listener.v3.FilterChainMatch"] = Whole,
        ["envoy.config.listener.v3.Filter"] = "name typed_config",
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"] =
            "codec_type stat_prefix route_config http_filters tracing access_log use_remote_address generate_request_id normalize_path " +
            "merge_slashes path_with_escaped_slashes_action forward_client_cert_details set_current_client_cert_details upgrade_configs " +
            "max_request_headers_kb common_http_protocol_options",
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails"] = Whole,
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig"] = Whole,
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing"] = "random_sampling spawn_upstream_span",
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter"] = "name typed_config is_optional",
        ["envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy"] = "stat_prefix cluster idle_timeout access_log",
        ["envoy.extensions.filters.http.router.v3.Router"] = "respect_expected_rq_timeout",
        ["envoy.extensions.filters.http.rbac.v3.RBAC"] = Whole,
        ["envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit"] =
            "stat_prefix token_bucket filter_enabled filter_enforced descriptors enable_x_ratelimit_headers " +
            "always_consume_default_token_bucket rate_limits max_dynamic_descriptors",
        ["envoy.extensions.filters.http.fault.v3.HTTPFault"] = "delay abort max_active_faults",
        ["envoy.extensions.filters.http.fault.v3.FaultAbort"] = "http_status header_abort percentage",
        ["envoy.extensions.filters.common.fault.v3.FaultDelay"] = "fixed_delay header_delay percentage",
        ["envoy.extensions.common.ratelimit.v3.LocalRateLimitDescriptor"] = "entries token_bucket",
        ["envoy.extensions.common.ratelimit.v3.RateLimitDescriptor.Entry"] = Whole,
        ["envoy.config.route.v3.RateLimit"] = "actions",
        ["envoy.config.route.v3.RateLimit.Action"] = "request_headers remote_address generic_key",
        ["envoy.config.route.v3.RateLimit.Action.RequestHeaders"] = "header_name descriptor_key",
        ["envoy.config.route.v3.RateLimit.Action.GenericKey"] = "descriptor_value",
        ["envoy.type.v3.TokenBucket"] = Whole,
        ["envoy.extensions.filters.http.cors.v3.Cors"] = Whole,
        ["envoy.extensions.filters.http.cors.v3.CorsPolicy"] = Whole,
        ["envoy.config.accesslog.v3.AccessLog"] = Whole,
        ["envoy.config.route.v3.RouteConfiguration"] = "name virtual_hosts max_direct_response_body_size_bytes validate_clusters",
        ["envoy.config.route.v3.VirtualHost"] = "name domains routes",
        ["envoy.config.route.v3.Route"] =
            "name match route redirect direct_response metadata request_headers_to_add response_headers_to_add request_headers_to_remove " +
            "response_headers_to_remove typed_per_filter_config tracing per_request_buffer_limit_bytes",
        ["envoy.config.route.v3.RouteMatch"] = Whole,
        ["envoy.config.route.v3.Tracing"] = Whole,
        ["envoy.config.route.v3.RouteAction"] =
            "cluster cluster_header weighted_clusters prefix_rewrite host_rewrite_literal auto_host_rewrite host_rewrite_header " +
            "host_rewrite_path_regex timeout retry_policy hash_policy idle_timeout hedge_policy request_mirror_policies regex_rewrite " +
            "max_stream_duration",
        ["envoy.config.route.v3.RetryPolicy"] =
            "retry_on num_retries per_try_timeout retry_host_predicate host_selection_retry_max_attempts retriable_status_codes " +
            "retry_back_off retriable_headers retriable_request_headers rate_limited_retry_back_off per_try_idle_timeout",
        ["envoy.config.route.v3.RouteAction.MaxStreamDuration"] = "max_stream_duration",
        ["envoy.config.route.v3.RetryPolicy.RateLimitedRetryBackOff"] = Whole,
        ["envoy.config.route.v3.RetryPolicy.RetryHostPredicate"] = Whole,
        ["envoy.config.route.v3.RetryPolicy.RetryBackOff"] = Whole,
        ["envoy.config.route.v3.HeaderMatcher"] = Whole,
        ["envoy.config.route.v3.HedgePolicy"] = Whole,
        ["envoy.config.route.v3.RouteAction.HashPolicy"] = "header cookie connection_properties query_parameter",
        ["envoy.config.route.v3.RouteAction.HashPolicy.Header"] = "header_name",
        ["envoy.config.route.v3.RouteAction.HashPolicy.Cookie"] = "name",
        ["envoy.config.route.v3.RouteAction.HashPolicy.ConnectionProperties"] = Whole,
        ["envoy.config.route.v3.RouteAction.HashPolicy.QueryParameter"] = Whole,
        ["envoy.config.route.v3.RouteAction.RequestMirrorPolicy"] = "cluster runtime_fraction",
        ["envoy.config.route.v3.WeightedCluster"] = "clusters header_name",
        ["envoy.config.route.v3.WeightedCluster.ClusterWeight"] = "name weight",
        ["envoy.config.route.v3.RedirectAction"] = Whole,
        ["envoy.config.route.v3.DirectResponseAction"] = Whole,
        ["envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext"] = Whole,
        ["envoy.extensions.upstreams.http.v3.HttpProtocolOptions"] = "common_http_protocol_options explicit_http_config",
        ["envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig"] = Whole,
        ["envoy.type.matcher.v3.RegexMatchAndSubstitute"] = Whole,
        ["envoy.type.v3.FractionalPercent"] = Whole,
        ["envoy.type.v3.Int64Range"] = Whole,
        ["envoy.type.v3.Percent"] = Whole,
    };

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByMessage =
        Names.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Every pair of message and field that is named.</summary>
    public static IEnumerable<(string Message, string Field)> All => ByMessage.SelectMany(pair => pair.Value.Select(name => (pair.Key, name)));

    public static bool IsWhole(MessageDescriptor type) => ByMessage.TryGetValue(type.FullName, out var fields) && fields.Contains(Whole);

    public static bool Has(FieldDescriptor field) => ByMessage.TryGetValue(field.ContainingType.FullName, out var fields) && fields.Contains(field.Name);
}
