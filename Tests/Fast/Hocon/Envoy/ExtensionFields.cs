using static ActorMesh.Tests.Fast.Hocon.Envoy.FieldVerdict;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Filters, TLS and whatever else stands in a typed_config.</summary>
internal static class ExtensionFields
{
    public static IReadOnlyList<(string Message, string Fields, string Verdict)> Rows { get; } =
    [
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
        ("envoy.extensions.filters.http.rbac.v3.RBAC", "rules shadow_rules shadow_rules_stat_prefix rules_stat_prefix track_per_rule_stats", Routes),
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
        ("envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext", "actormesh_denied", Discovery),
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
    ];
}
