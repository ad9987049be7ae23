using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>
/// Fields that Envoy v3 has and our subset lacks, by message, so that a user learns whether a field is misspelt or merely not there yet.
/// A field that joins the subset leaves this list; a test holds that.
/// </summary>
internal static class UnsupportedFields
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["envoy.config.bootstrap.v3.Admin"] =
            "access_log_path profile_path socket_options access_log ignore_global_conn_limit allow_paths",
        ["envoy.config.bootstrap.v3.Bootstrap"] =
            "cluster_manager flags_path stats_sinks stats_flush_interval watchdog tracing stats_config hds_config overload_manager " +
            "enable_dispatcher_stats layered_runtime header_prefix stats_server_version_override use_tcp_for_dns_lookups " +
            "bootstrap_extensions config_sources default_config_source default_socket_interface certificate_provider_instances " +
            "node_context_params watchdogs fatal_actions stats_flush_on_admin dns_resolution_config typed_dns_resolver_config " +
            "inline_headers perf_tracing_file_path default_regex_engine xds_delegate_extension xds_config_tracker_extension " +
            "listener_manager application_log_config deferred_stat_options grpc_async_client_manager_config " +
            "memory_allocator_manager stats_eviction_interval",
        ["envoy.config.cluster.v3.CircuitBreakers"] =
            "per_host_thresholds",
        ["envoy.config.cluster.v3.CircuitBreakers.Thresholds"] =
            "track_remaining max_connection_pools",
        ["envoy.config.cluster.v3.Cluster"] =
            "max_requests_per_connection http_protocol_options http2_protocol_options " +
            "dns_resolvers cleanup_interval upstream_bind_config lb_subset_config " +
            "protocol_selection common_http_protocol_options close_connections_on_host_health_failure ignore_health_on_host_removal " +
            "original_dst_lb_config cluster_type respect_dns_ttl filters load_balancing_policy lrs_server transport_socket_matches " +
            "use_tcp_for_dns_lookups upstream_http_protocol_options track_timeout_budgets upstream_config track_cluster_stats " +
            "preconnect_policy connection_pool_per_downstream_connection dns_resolution_config wait_for_warm_on_init " +
            "typed_dns_resolver_config lrs_report_endpoint_metrics dns_jitter transport_socket_matcher",
        ["envoy.config.cluster.v3.Cluster.CommonLbConfig"] =
            "update_merge_window ignore_new_hosts_until_first_hc close_connections_on_host_set_change " +
            "override_host_status",
        ["envoy.config.cluster.v3.UpstreamConnectionOptions"] =
            "set_local_interface_name_on_upstream_connections happy_eyeballs_config",
        ["envoy.config.core.v3.Address"] =
            "envoy_internal_address",
        ["envoy.config.core.v3.DataSource"] =
            "watched_directory",
        ["envoy.config.core.v3.HeaderValue"] =
            "raw_value",
        ["envoy.config.core.v3.HeaderValueOption"] =
            "append",
        ["envoy.config.core.v3.Http1ProtocolOptions"] =
            "allow_absolute_url header_key_format allow_chunked_length override_stream_error_on_invalid_http_message " +
            "send_fully_qualified_url use_balsa_parser allow_custom_methods ignore_http_11_upgrade",
        ["envoy.config.core.v3.Metadata"] =
            "typed_filter_metadata",
        ["envoy.config.core.v3.Node"] =
            "user_agent_build_version extensions listening_addresses " +
            "dynamic_parameters",
        ["envoy.config.core.v3.Pipe"] =
            "mode",
        ["envoy.config.core.v3.SocketAddress"] =
            "named_port resolver_name ipv4_compat network_namespace_filepath",
        ["envoy.config.endpoint.v3.ClusterLoadAssignment"] =
            "named_endpoints",
        ["envoy.config.endpoint.v3.ClusterLoadAssignment.Policy"] =
            "endpoint_stale_after weighted_priority_health",
        ["envoy.config.endpoint.v3.Endpoint"] =
            "health_check_config additional_addresses",
        ["envoy.config.endpoint.v3.LbEndpoint"] =
            "endpoint_name",
        ["envoy.config.endpoint.v3.LocalityLbEndpoints"] =
            "proximity load_balancer_endpoints leds_cluster_locality_config",
        ["envoy.config.listener.v3.Filter"] =
            "config_discovery",
        ["envoy.config.listener.v3.FilterChain"] =
            "use_proxy_proto metadata transport_socket_connect_timeout",
        ["envoy.config.listener.v3.FilterChainMatch"] =
            "prefix_ranges address_suffix suffix_len source_prefix_ranges source_ports destination_port source_type direct_source_prefix_ranges",
        ["envoy.config.listener.v3.Listener"] =
            "use_original_dst metadata deprecated_v1 transparent freebind tcp_fast_open_queue_length " +
            "socket_options listener_filters_timeout continue_on_listener_filters_timeout udp_listener_config " +
            "connection_balance_config reuse_port access_log tcp_backlog_size bind_to_port internal_listener enable_reuse_port " +
            "enable_mptcp ignore_global_conn_limit filter_chain_matcher additional_addresses " +
            "max_connections_to_accept_per_socket_event bypass_overload_manager fcds_config tcp_keepalive",
        ["envoy.config.route.v3.DirectResponseAction"] =
            "body_format",
        ["envoy.config.route.v3.Route"] =
            "decorator filter_action non_forwarding_action " +
            "request_body_buffer_limit",
        ["envoy.config.route.v3.RouteAction"] =
            "metadata_match include_vh_rate_limits cors max_grpc_timeout internal_redirect_action " +
            "grpc_timeout_offset max_internal_redirects retry_policy_typed_config internal_redirect_policy " +
            "cluster_specifier_plugin inline_cluster_specifier_plugin early_data_policy path_rewrite_policy flush_timeout " +
            "host_rewrite path_rewrite",
        ["envoy.config.route.v3.RouteAction.HashPolicy"] =
            "filter_state",
        ["envoy.config.route.v3.RouteAction.RequestMirrorPolicy"] =
            "trace_sampled request_headers_mutations host_rewrite_literal",
        ["envoy.config.route.v3.RouteAction.UpgradeConfig"] =
            "connect_config",
        ["envoy.config.route.v3.RouteConfiguration"] =
            "vhds cluster_specifier_plugins typed_per_filter_config metadata",
        ["envoy.config.route.v3.RouteMatch"] =
            "tls_context dynamic_metadata path_match_policy filter_state",
        ["envoy.config.route.v3.VirtualHost"] =
            "virtual_clusters rate_limits cors " +
            "retry_policy_typed_config matcher include_is_timeout_retry_header metadata request_body_buffer_limit",
        ["envoy.config.route.v3.WeightedCluster"] =
            "runtime_key_prefix total_weight",
        ["envoy.config.route.v3.WeightedCluster.ClusterWeight"] =
            "metadata_match",
        ["envoy.extensions.filters.http.router.v3.Router"] =
            "dynamic_stats start_child_span upstream_log strict_check_headers " +
            "suppress_grpc_request_failure_code_stats upstream_http_filters upstream_log_options reject_connect_request_early_data",
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"] =
            "add_user_agent http2_protocol_options " +
            "represent_ipv4_remote_address_as_ipv4_mapped_ipv6 internal_address_config scoped_routes request_id_extension " +
            "always_set_request_id_in_response local_reply_config stream_error_on_invalid_http_message " +
            "path_normalization_options http3_protocol_options original_ip_detection_extensions strip_trailing_host_dot " +
            "scheme_header_transformation proxy_status_config typed_header_validation_config append_x_forwarded_port " +
            "early_header_mutation_extensions add_proxy_protocol_connection_state access_log_flush_interval " +
            "flush_access_log_on_new_request access_log_options append_local_overload http1_safe_max_connection_duration " +
            "stream_flush_timeout forward_client_cert_matcher forward_proto_config",
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig"] =
            "filters",
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter"] =
            "config_discovery",
        ["envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy"] =
            "downstream_idle_timeout upstream_idle_timeout metadata_match tunneling_config on_demand " +
            "access_log_flush_interval flush_access_log_on_connected access_log_options backoff_options proxy_protocol_tlvs " +
            "max_downstream_connection_duration_jitter_percentage upstream_connect_mode max_early_data_bytes",
        ["envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight"] =
            "metadata_match",
        ["envoy.extensions.upstreams.http.v3.HttpProtocolOptions"] =
            "upstream_http_protocol_options use_downstream_protocol_config auto_config http_filters header_validation_config " +
            "outlier_detection request_mirror_policies hash_policy retry_policy",
        ["envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig"] =
            "http3_protocol_options",
        ["envoy.type.matcher.v3.StringMatcher"] =
            "custom",
        ["envoy.type.v3.HashPolicy"] =
            "filter_state",
    };

    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["append"] = "use append_action: OVERWRITE_IF_EXISTS_OR_ADD is what append: false meant",
        ["raw_value"] = "use value",
        ["named_port"] = "use port_value",
        ["total_weight"] = "remove it: the weights may have any sum",
        ["load_balancing_policy"] = "use lb_policy and the config field that belongs to it",
        ["common_http_protocol_options"] = "put it into typed_extension_protocol_options",
        ["max_requests_per_connection"] = "put it into the common_http_protocol_options of typed_extension_protocol_options",
        ["http_protocol_options"] = "put it into typed_extension_protocol_options",
        ["http2_protocol_options"] = "HTTP/1.1 is all that is spoken yet",
        ["http3_protocol_options"] = "HTTP/1.1 is all that is spoken yet",
        ["endpoint_name"] = "write the endpoint inline",
        ["match_subject_alt_names"] = "use match_typed_subject_alt_names",
        ["cipher_suites"] = "remove it: TLS 1.3 has no weak ones, and those of 1.2 are the machine's (openssl.cnf); tls_minimum_protocol_version: TLSv1_3 leaves no others",
        ["ecdh_curves"] = "remove it: the machine's are taken (openssl.cnf)",
        ["signature_algorithms"] = "remove it: the machine's are taken (openssl.cnf)",
        ["crl"] = "give certificates a short life, or name those that are good in verify_certificate_hash",
        ["max_verify_depth"] = "name the authority that signs the peers in trusted_ca",
        ["custom_validator_config"] = "put the roots into trusted_ca and `san_type: URI, matcher: { prefix: spiffe://DOMAIN/ }` into match_typed_subject_alt_names",
        ["system_root_certs"] = "name the file, such as /etc/ssl/certs/ca-certificates.crt, in trusted_ca",
        ["private_key_provider"] = "use private_key",
        ["session_ticket_keys"] = "remove it: keys of tickets are the process's own",
        ["generic_secret"] = "nothing asks for one; secrets are tls_certificate or validation_context",
        ["prefix_ranges"] = "give each address a listener of its own",
        ["destination_port"] = "give each port a listener of its own",
        ["source_prefix_ranges"] = "tell clients apart by their certificates",
        ["direct_source_prefix_ranges"] = "tell clients apart by their certificates",
    };

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByMessage =
        Names.Concat(UnsupportedPolicyFields.Names).ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Every pair of message and field that is listed.</summary>
    public static IEnumerable<(string Message, string Field)> All => ByMessage.SelectMany(pair => pair.Value.Select(name => (pair.Key, name)));

    /// <param name="type">The message that the field stands in.</param>
    /// <param name="name">The field as the file spells it, in snake or camel case.</param>
    public static bool Contains(MessageDescriptor type, string name) =>
        ByMessage.TryGetValue(type.FullName, out var fields) && fields.Contains(InSnakeCase(name));

    /// <returns>What to use in its place, or null when there is nothing.</returns>
    public static string? HintFor(string name) => Hints.GetValueOrDefault(InSnakeCase(name));

    public static string InSnakeCase(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString()));
}
