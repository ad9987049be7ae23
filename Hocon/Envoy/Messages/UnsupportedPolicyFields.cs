namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>The part of <see cref="UnsupportedFields"/> that is about messages which are imported and not run.</summary>
internal static class UnsupportedPolicyFields
{
    public static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["envoy.config.accesslog.v3.AccessLogFilter"] =
            "status_code_filter duration_filter not_health_check_filter traceable_filter and_filter or_filter " +
            "header_filter response_flag_filter grpc_status_filter extension_filter metadata_filter log_type_filter",
        ["envoy.config.accesslog.v3.RuntimeFilter"] =
            "use_independent_randomness",
        ["envoy.config.cluster.v3.Cluster.CommonLbConfig.ZoneAwareLbConfig"] =
            "routing_enabled fail_traffic_on_panic",
        ["envoy.config.cluster.v3.OutlierDetection"] =
            "monitors",
        ["envoy.config.core.v3.GrpcService"] =
            "google_grpc initial_metadata retry_policy",
        ["envoy.config.core.v3.GrpcService.EnvoyGrpc"] =
            "authority retry_policy max_receive_message_length skip_envoy_headers",
        ["envoy.config.core.v3.HealthCheck"] =
            "alt_port custom_health_check event_log_path event_logger event_service always_log_health_check_success " +
            "tls_options transport_socket_match_criteria",
        ["envoy.config.core.v3.HealthCheck.GrpcHealthCheck"] =
            "initial_metadata",
        ["envoy.config.core.v3.HealthCheck.HttpHealthCheck"] =
            "send receive response_buffer_size request_headers_to_add request_headers_to_remove codec_client_type",
        ["envoy.config.core.v3.HealthCheck.TcpHealthCheck"] =
            "proxy_protocol_config",
        ["envoy.config.core.v3.Http2ProtocolOptions"] =
            "hpack_table_size max_concurrent_streams initial_stream_window_size initial_connection_window_size " +
            "allow_connect allow_metadata max_outbound_frames max_outbound_control_frames " +
            "max_consecutive_inbound_frames_with_empty_payload max_inbound_priority_frames_per_stream " +
            "max_inbound_window_update_frames_per_data_frame_sent stream_error_on_invalid_http_messaging " +
            "override_stream_error_on_invalid_http_message custom_settings_parameters connection_keepalive " +
            "use_oghttp2_codec max_metadata_size enable_huffman_encoding",
        ["envoy.config.core.v3.HttpService"] =
            "request_headers_to_add",
        ["envoy.config.core.v3.SubstitutionFormatString"] =
            "text_format_source omit_empty_values content_type formatters json_format_options",
        ["envoy.config.listener.v3.ListenerFilter"] =
            "config_discovery filter_disabled",
        ["envoy.config.rbac.v3.Permission"] =
            "destination_port_range metadata matcher uri_template sourced_metadata",
        ["envoy.config.rbac.v3.Policy"] =
            "condition checked_condition cel_config",
        ["envoy.config.rbac.v3.Principal"] =
            "metadata filter_state sourced_metadata custom",
        ["envoy.config.rbac.v3.RBAC"] =
            "audit_logging_options",
        ["envoy.config.route.v3.HedgePolicy"] =
            "initial_requests additional_request_chance",
        ["envoy.config.route.v3.RateLimit"] =
            "stage disable_key limit hits_addend apply_on_stream_done x_ratelimit_option",
        ["envoy.config.route.v3.RateLimit.Action"] =
            "dynamic_metadata metadata extension",
        ["envoy.config.route.v3.RateLimit.Action.GenericKey"] =
            "default_value",
        ["envoy.config.route.v3.RetryPolicy"] =
            "retry_options_predicates",
        ["envoy.config.route.v3.Tracing"] =
            "client_sampling overall_sampling custom_tags operation upstream_operation",
        ["envoy.config.trace.v3.OpenTelemetryConfig"] =
            "resource_detectors sampler max_cache_size",
        ["envoy.extensions.filters.http.cors.v3.CorsPolicy"] =
            "filter_enabled shadow_enabled allow_private_network_access forward_not_matching_preflights",
        ["envoy.extensions.filters.http.fault.v3.FaultAbort"] =
            "grpc_status",
        ["envoy.extensions.filters.http.fault.v3.HTTPFault"] =
            "response_rate_limit delay_percent_runtime " +
            "abort_percent_runtime delay_duration_runtime abort_http_status_runtime max_active_faults_runtime " +
            "response_rate_limit_percent_runtime abort_grpc_status_runtime disable_downstream_cluster_stats " +
            "filter_metadata",
        ["envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication"] =
            "filter_state_rules bypass_cors_preflight strip_failure_response stat_prefix",
        ["envoy.extensions.filters.http.jwt_authn.v3.JwtProvider"] =
            "subjects require_expiration max_lifetime from_headers from_params from_cookies forward_payload_header pad_forward_payload_header " +
            "payload_in_metadata failed_status_in_metadata header_in_metadata normalize_payload_in_metadata jwt_cache_config claim_to_headers " +
            "clear_route_cache",
        ["envoy.extensions.filters.http.jwt_authn.v3.JwtRequirement"] =
            "provider_and_audiences requires_any requires_all allow_missing_or_failed allow_missing extract_only_without_validation",
        ["envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks"] =
            "async_fetch retry_policy",
        ["envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit"] =
            "request_headers_to_add_when_not_enforced stage " +
            "local_rate_limit_per_downstream_connection local_cluster_rate_limit vh_rate_limits " +
            "rate_limited_as_resource_exhausted",
        ["envoy.extensions.filters.http.ratelimit.v3.RateLimit"] =
            "stage request_type rate_limited_as_resource_exhausted response_headers_to_add stat_prefix " +
            "filter_enabled filter_enforced failure_mode_deny_percent rate_limits",
        ["envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute"] =
            "vh_rate_limits override_option",
        ["envoy.extensions.filters.http.rbac.v3.RBAC"] =
            "matcher shadow_matcher",
        ["envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector"] =
            "enable_ja3_fingerprinting enable_ja4_fingerprinting initial_read_buffer_size " +
            "close_connection_on_client_hello_parsing_errors max_client_hello_size",
        ["envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing"] =
            "client_sampling overall_sampling verbose max_path_tag_length custom_tags operation upstream_operation",
        ["envoy.extensions.filters.network.rbac.v3.RBAC"] =
            "matcher shadow_matcher enforcement_type delay_deny",
        ["envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext"] =
            "ca_certificate_provider_instance system_root_certs match_subject_alt_names require_signed_certificate_timestamp crl " +
            "custom_validator_config only_verify_leaf_cert_crl max_verify_depth",
        ["envoy.extensions.transport_sockets.tls.v3.CommonTlsContext"] =
            "tls_certificate_provider_instance custom_tls_certificate_selector tls_certificate_certificate_provider " +
            "tls_certificate_certificate_provider_instance validation_context_certificate_provider " +
            "validation_context_certificate_provider_instance custom_handshaker key_log",
        ["envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext"] =
            "validation_context_certificate_provider validation_context_certificate_provider_instance",
        ["envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext"] =
            "session_ticket_keys session_ticket_keys_sds_secret_config disable_stateless_session_resumption " +
            "disable_stateful_session_resumption session_timeout ocsp_staple_policy full_scan_certs_on_sni_mismatch " +
            "prefer_client_ciphers",
        ["envoy.extensions.transport_sockets.tls.v3.Secret"] =
            "session_ticket_keys generic_secret",
        ["envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher"] =
            "oid",
        ["envoy.extensions.transport_sockets.tls.v3.TlsCertificate"] =
            "private_key_provider ocsp_staple signed_certificate_timestamp",
        ["envoy.extensions.transport_sockets.tls.v3.TlsParameters"] =
            "cipher_suites ecdh_curves signature_algorithms compliance_policies",
        ["envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext"] =
            "max_session_keys enforce_rsa_key_usage",
    };
}
