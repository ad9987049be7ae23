namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>
/// What becomes of every field of the resource model. Whoever adds a field says here what honours it, or refuses it, or shows that nothing follows from it.
/// </summary>
internal static class FieldLedger
{
    private const string Clusters = "DataPlane/Configuration/ClusterCompiler.cs";
    private const string RetryLimits = "DataPlane/Configuration/RetryLimitsCompiler.cs";
    private const string Pools = "DataPlane/Configuration/PoolCompiler.cs";
    private const string Outliers = "DataPlane/Configuration/OutlierCompiler.cs";
    private const string HealthChecks = "DataPlane/Configuration/HealthCheckCompiler.cs";
    private const string Probes = "DataPlane/Configuration/ProbeCompiler.cs";
    private const string SlowStarts = "DataPlane/Configuration/SlowStartCompiler.cs";
    private const string Listeners = "DataPlane/Configuration/ListenerCompiler.cs";
    private const string Routes = "DataPlane/Routing/Compiling";
    private const string TlsContexts = "DataPlane/Configuration/TlsContextCompiler.cs";
    private const string PeerValidations = "DataPlane/Configuration/PeerValidationCompiler.cs";
    private const string Secrets = "DataPlane/Configuration/Secrets";
    private const string LookedAt = "informative: files are looked at every 2 s, however they were moved into place";
    private const string Discovery = "DataPlane/Configuration/Discovery";
    private const string Following = "Cli/Sidecars";
    private const string Checks = "Hocon/Envoy/Checks";
    private const string Refused = "refused";
    private const string Compiled = "compiled, not run: Hocon/Compiling";
    private const string Shown = "informative: shown by the admin API, and nothing is decided by it";
    private const string ChosenByType = "informative: a filter is chosen by the @type of its configuration";
    private const string NoRuntime = "informative: without runtime layers, which are refused, the default holds";

    /// <summary>Message, fields, verdict: the file or folder that honours them, <c>refused</c>, <c>compiled, not run: </c> and the folder that writes them, or <c>informative: </c> and why.</summary>
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

        ("envoy.config.ratelimit.v3.RateLimitServiceConfig", "grpc_service transport_api_version", Routes),

        ("envoy.config.core.v3.CidrRange", "address_prefix prefix_len", Routes),
        ("envoy.config.rbac.v3.Permission", "and_rules or_rules any header destination_ip destination_port not_rule requested_server_name url_path", Routes),
        ("envoy.config.rbac.v3.Permission.Set", "rules", Routes),
        ("envoy.config.rbac.v3.Policy", "permissions principals", Routes),
        ("envoy.config.rbac.v3.Principal", "and_ids or_ids any authenticated source_ip header not_id url_path direct_remote_ip remote_ip", Routes),
        ("envoy.config.rbac.v3.Principal.Authenticated", "principal_name", Routes),
        ("envoy.config.rbac.v3.Principal.Set", "ids", Routes),
        ("envoy.config.rbac.v3.RBAC", "action policies", Routes),

        ("envoy.config.route.v3.CookieMatcher", "name string_match invert_match", Routes),
        ("envoy.config.route.v3.DirectResponseAction", "status body", Routes),
        (
            "envoy.config.route.v3.HeaderMatcher",
            "name exact_match range_match present_match prefix_match suffix_match safe_regex_match contains_match string_match invert_match " +
            "treat_missing_header_as_empty",
            Routes),
        ("envoy.config.route.v3.HedgePolicy", "hedge_on_per_try_timeout", Routes),
        ("envoy.config.route.v3.QueryParameterMatcher", "name string_match present_match", Routes),
        ("envoy.config.route.v3.FilterConfig", "config is_optional disabled", Routes),
        ("envoy.config.route.v3.RateLimit", "actions", Routes),
        (
            "envoy.config.route.v3.RateLimit.Action",
            "source_cluster destination_cluster request_headers remote_address generic_key header_value_match masked_remote_address " +
            "query_parameter_value_match query_parameters",
            Routes),
        ("envoy.config.route.v3.RateLimit.Action.GenericKey", "descriptor_value descriptor_key", Routes),
        ("envoy.config.route.v3.RateLimit.Action.HeaderValueMatch", "descriptor_value expect_match headers descriptor_key", Routes),
        ("envoy.config.route.v3.RateLimit.Action.MaskedRemoteAddress", "v4_prefix_mask_len v6_prefix_mask_len", Routes),
        ("envoy.config.route.v3.RateLimit.Action.QueryParameterValueMatch", "descriptor_value expect_match query_parameters descriptor_key", Routes),
        ("envoy.config.route.v3.RateLimit.Action.QueryParameters", "query_parameter_name descriptor_key skip_if_absent", Routes),
        ("envoy.config.route.v3.RateLimit.Action.RequestHeaders", "header_name descriptor_key skip_if_absent", Routes),
        (
            "envoy.config.route.v3.RedirectAction",
            "host_redirect path_redirect prefix_rewrite regex_rewrite response_code https_redirect scheme_redirect strip_query port_redirect",
            Routes),
        (
            "envoy.config.route.v3.Route",
            "name match route redirect direct_response request_headers_to_add request_headers_to_remove response_headers_to_add " +
            "response_headers_to_remove",
            Routes),
        (
            "envoy.config.route.v3.RetryPolicy",
            "retry_on num_retries per_try_timeout retry_host_predicate retriable_status_codes retry_back_off retriable_headers " +
            "retriable_request_headers rate_limited_retry_back_off per_try_idle_timeout",
            Routes),
        (
            "envoy.config.route.v3.RetryPolicy", "host_selection_retry_max_attempts",
            "informative: endpoints that were tried are left out of the choice, so nothing is drawn again"),
        ("envoy.config.route.v3.RetryPolicy.RateLimitedRetryBackOff", "reset_headers max_interval", Routes),
        ("envoy.config.route.v3.RetryPolicy", "retry_priority", Refused),
        ("envoy.config.route.v3.RetryPolicy.RetryPriority", "name typed_config", Refused),
        ("envoy.config.route.v3.RetryPolicy.ResetHeader", "name format", Routes),
        ("envoy.config.route.v3.RetryPolicy.RetryHostPredicate", "name typed_config", Routes),
        ("envoy.config.route.v3.RetryPolicy.RetryBackOff", "base_interval max_interval", Routes),
        ("envoy.config.route.v3.Route", "typed_per_filter_config", Routes),
        ("envoy.config.route.v3.Route", "per_request_buffer_limit_bytes", Routes),
        ("envoy.config.route.v3.Route", "tracing", Compiled),
        ("envoy.config.route.v3.Route", "metadata", Routes),
        ("envoy.config.route.v3.Route", "stat_prefix", Refused),
        (
            "envoy.config.route.v3.RouteAction",
            "cluster cluster_header weighted_clusters prefix_rewrite host_rewrite_literal auto_host_rewrite host_rewrite_header " +
            "host_rewrite_path_regex timeout priority hash_policy cluster_not_found_response_code idle_timeout upgrade_configs " +
            "request_mirror_policies regex_rewrite max_stream_duration append_x_forwarded_host",
            Routes),
        ("envoy.config.route.v3.RouteAction", "retry_policy hedge_policy", Routes),
        ("envoy.config.route.v3.RouteAction", "rate_limits", Routes),
        ("envoy.config.route.v3.RouteAction.HashPolicy", "header cookie connection_properties query_parameter terminal", Routes),
        ("envoy.config.route.v3.RouteAction.HashPolicy.ConnectionProperties", "source_ip", Routes),
        ("envoy.config.route.v3.RouteAction.HashPolicy.Cookie", "name ttl path attributes", Routes),
        ("envoy.config.route.v3.RouteAction.HashPolicy.CookieAttribute", "name value", Routes),
        ("envoy.config.route.v3.RouteAction.HashPolicy.Header", "header_name regex_rewrite", Routes),
        ("envoy.config.route.v3.RouteAction.HashPolicy.QueryParameter", "name", Routes),
        ("envoy.config.route.v3.RouteAction.MaxStreamDuration", "max_stream_duration", Routes),
        ("envoy.config.route.v3.RouteAction.MaxStreamDuration", "grpc_timeout_header_max grpc_timeout_header_offset", Refused),
        ("envoy.config.route.v3.RouteAction.RequestMirrorPolicy", "cluster runtime_fraction cluster_header disable_shadow_host_suffix_append", Routes),
        ("envoy.config.route.v3.RouteAction.UpgradeConfig", "upgrade_type enabled", Routes),
        (
            "envoy.config.route.v3.RouteConfiguration",
            "virtual_hosts internal_only_headers response_headers_to_add response_headers_to_remove request_headers_to_add " +
            "request_headers_to_remove validate_clusters most_specific_header_mutations_wins max_direct_response_body_size_bytes " +
            "request_mirror_policies ignore_port_in_host_matching ignore_path_parameters_in_path_matching vhost_header",
            "DataPlane/Routing"),
        ("envoy.config.route.v3.RouteConfiguration", "name", Shown),
        (
            "envoy.config.route.v3.RouteMatch",
            "prefix path safe_regex connect_matcher path_separated_prefix case_sensitive headers query_parameters grpc runtime_fraction cookies",
            Routes),
        (
            "envoy.config.route.v3.VirtualHost",
            "name domains routes require_tls request_headers_to_add request_headers_to_remove response_headers_to_add " +
            "response_headers_to_remove include_request_attempt_count include_attempt_count_in_response request_mirror_policies " +
            "retry_policy hedge_policy per_request_buffer_limit_bytes",
            "DataPlane/Routing"),
        ("envoy.config.route.v3.Tracing", "random_sampling", Compiled),
        ("envoy.config.route.v3.VirtualHost", "typed_per_filter_config", Routes),
        ("envoy.config.route.v3.WeightedCluster", "clusters header_name use_hash_policy", Routes),
        (
            "envoy.config.route.v3.WeightedCluster.ClusterWeight",
            "name weight request_headers_to_add request_headers_to_remove response_headers_to_add response_headers_to_remove " +
            "host_rewrite_literal cluster_header typed_per_filter_config",
            Routes),

        ("envoy.config.trace.v3.OpenTelemetryConfig", "grpc_service service_name http_service", Compiled),
        ("envoy.config.trace.v3.Tracing.Http", "name typed_config", Compiled),

        ("envoy.extensions.access_loggers.stream.v3.StdoutAccessLog", "log_format", Compiled),
        ("envoy.extensions.common.ratelimit.v3.LocalRateLimitDescriptor", "entries token_bucket shadow_mode", Routes),
        ("envoy.extensions.common.ratelimit.v3.RateLimitDescriptor.Entry", "key value", Routes),
        ("envoy.extensions.common.ratelimit.v3.RateLimitDescriptor", "entries hits_addend", "informative: what sidecars ask a rate limit service; no file holds it"),
        ("envoy.extensions.filters.common.fault.v3.FaultDelay", "fixed_delay header_delay percentage", Routes),
        (
            "envoy.extensions.filters.http.cors.v3.CorsPolicy",
            "allow_origin_string_match allow_methods allow_headers expose_headers max_age allow_credentials",
            Compiled),
        ("envoy.extensions.filters.http.fault.v3.FaultAbort", "http_status header_abort percentage", Routes),
        ("envoy.extensions.filters.http.fault.v3.HTTPFault", "delay abort upstream_cluster headers max_active_faults", Routes),
        ("envoy.extensions.filters.http.fault.v3.HTTPFault", "downstream_nodes", Refused),
        (
            "envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
            "stat_prefix status token_bucket filter_enabled filter_enforced response_headers_to_add descriptors enable_x_ratelimit_headers " +
            "always_consume_default_token_bucket rate_limits max_dynamic_descriptors",
            Routes),
        (
            "envoy.extensions.filters.http.ratelimit.v3.RateLimit",
            "domain timeout failure_mode_deny rate_limit_service enable_x_ratelimit_headers disable_x_envoy_ratelimited_header rate_limited_status status_on_error",
            Routes),
        ("envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute", "rate_limits domain", Routes),
        ("envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication", "providers rules requirement_map", Routes),
        ("envoy.extensions.filters.http.jwt_authn.v3.JwtProvider", "issuer audiences remote_jwks local_jwks forward clock_skew_seconds", Routes),
        ("envoy.extensions.filters.http.jwt_authn.v3.JwtRequirement", "provider_name", Routes),
        ("envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig", "disabled requirement_name", Routes),
        ("envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks", "http_uri cache_duration", Routes),
        ("envoy.extensions.filters.http.jwt_authn.v3.RequirementRule", "match requires requirement_name", Routes),
        ("envoy.extensions.filters.http.rbac.v3.RBAC", "rules shadow_rules shadow_rules_stat_prefix rules_stat_prefix", Routes),
        ("envoy.extensions.filters.http.rbac.v3.RBACPerRoute", "rbac", Routes),
        ("envoy.extensions.filters.http.router.v3.Router", "suppress_envoy_headers", "DataPlane"),
        ("envoy.extensions.filters.http.router.v3.Router", "respect_expected_rq_timeout", Listeners),
        (
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix route_config http_protocol_options server_name drain_timeout generate_request_id use_remote_address " +
            "xff_num_trusted_hops skip_xff_append via upgrade_configs stream_idle_timeout delayed_close_timeout " +
            "request_timeout max_request_headers_kb normalize_path preserve_external_request_id merge_slashes " +
            "server_header_transformation common_http_protocol_options strip_matching_host_port strip_any_host_port " +
            "request_headers_timeout path_with_escaped_slashes_action",
            "DataPlane"),
        (
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "tracing access_log",
            Compiled),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", "forward_client_cert_details set_current_client_cert_details", Listeners),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails", "subject cert dns uri chain", Listeners),
        (
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing",
            "random_sampling provider spawn_upstream_span",
            Compiled),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", "codec_type http_filters proxy_100_continue", Checks),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", "rds", Discovery),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig", "upgrade_type enabled", Listeners),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter", "typed_config disabled", Checks),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter", "is_optional", "Hocon/Envoy/Messages"),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter", "name", Routes),
        ("envoy.extensions.filters.network.http_connection_manager.v3.Rds", "config_source route_config_name", Discovery),
        ("envoy.extensions.filters.network.rbac.v3.RBAC", "rules shadow_rules stat_prefix shadow_rules_stat_prefix", Routes),
        ("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", "access_log", Compiled),
        (
            "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
            "stat_prefix cluster weighted_clusters max_connect_attempts idle_timeout hash_policy max_downstream_connection_duration",
            Listeners),
        ("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster", "clusters", Listeners),
        ("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight", "name weight", Listeners),
        ("envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext", "trusted_ca", Secrets),
        (
            "envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext",
            "verify_certificate_hash verify_certificate_spki allow_expired_certificate trust_chain_verification match_typed_subject_alt_names",
            PeerValidations),
        ("envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext", "watched_directory", LookedAt),
        ("envoy.extensions.transport_sockets.tls.v3.CommonTlsContext", "tls_params alpn_protocols", TlsContexts),
        (
            "envoy.extensions.transport_sockets.tls.v3.CommonTlsContext",
            "tls_certificates tls_certificate_sds_secret_configs validation_context validation_context_sds_secret_config combined_validation_context",
            Secrets),
        ("envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext", "default_validation_context", PeerValidations),
        ("envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext", "validation_context_sds_secret_config", Secrets),
        ("envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext", "common_tls_context require_client_certificate require_sni", TlsContexts),
        ("envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig", "name", Secrets),
        ("envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig", "sds_config", Discovery),
        ("envoy.extensions.transport_sockets.tls.v3.Secret", "name tls_certificate validation_context", Secrets),
        ("envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher", "san_type matcher", PeerValidations),
        ("envoy.extensions.transport_sockets.tls.v3.TlsCertificate", "certificate_chain private_key password pkcs12", Secrets),
        ("envoy.extensions.transport_sockets.tls.v3.TlsCertificate", "watched_directory", LookedAt),
        ("envoy.extensions.transport_sockets.tls.v3.TlsParameters", "tls_minimum_protocol_version tls_maximum_protocol_version", TlsContexts),
        ("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", "common_tls_context sni allow_renegotiation auto_host_sni auto_sni_san_validation", TlsContexts),
        ("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", "common_http_protocol_options", Pools),
        ("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", "explicit_http_config", Checks),
        ("envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig", "http_protocol_options", Checks),
        ("envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig", "http2_protocol_options", Compiled),

        ("envoy.type.matcher.v3.PathMatcher", "path", Routes),
        ("envoy.type.matcher.v3.RegexMatchAndSubstitute", "pattern substitution", Routes),
        ("envoy.type.matcher.v3.RegexMatcher", "regex", Routes),
        ("envoy.type.matcher.v3.RegexMatcher", "google_re2", "informative: it names the only engine there is"),
        ("envoy.type.matcher.v3.StringMatcher", "exact prefix suffix safe_regex contains ignore_case", Routes),
        ("envoy.type.v3.FractionalPercent", "numerator denominator", Clusters),
        ("envoy.type.v3.HashPolicy", "source_ip", Listeners),
        ("envoy.type.v3.Int64Range", "start end", Routes),
        ("envoy.type.v3.Percent", "value", Clusters),
        ("envoy.type.v3.HttpStatus", "code", Routes),
        ("envoy.type.v3.TokenBucket", "max_tokens tokens_per_fill fill_interval", Routes),
    ];
}
