using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Google.Protobuf.Reflection;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Contracts;

/// <summary>Names and numbers are a contract with programs that we did not write, so they are written down twice.</summary>
public sealed class FieldNumbersTests
{
    private static readonly Dictionary<string, MessageDescriptor> Model = Walk();

    [Theory]
    [InlineData("envoy.config.bootstrap.v3.Bootstrap", "node 1, static_resources 2, dynamic_resources 3, admin 12")]
    [InlineData("envoy.config.bootstrap.v3.Bootstrap.StaticResources", "listeners 1, clusters 2, secrets 3")]
    [InlineData("envoy.config.bootstrap.v3.Bootstrap.DynamicResources", "lds_config 1, cds_config 2, ads_config 3")]
    [InlineData("envoy.config.bootstrap.v3.Admin", "address 3")]
    [InlineData("envoy.config.core.v3.Node", "id 1, cluster 2, metadata 3, locality 4, user_agent_name 6, user_agent_version 7, client_features 10")]
    [InlineData("envoy.config.core.v3.ApiConfigSource", "api_type 1, grpc_services 4, set_node_on_first_message_only 7, transport_api_version 8")]
    [InlineData("envoy.config.core.v3.ConfigSource", "api_config_source 2, ads 3, initial_fetch_timeout 4, self 5, resource_api_version 6")]
    [InlineData("envoy.config.cluster.v3.Cluster.EdsClusterConfig", "eds_config 1, service_name 2")]
    [InlineData("envoy.config.listener.v3.ApiListener", "api_listener 1")]
    [InlineData("envoy.config.core.v3.Locality", "region 1, zone 2, sub_zone 3")]
    [InlineData("envoy.config.core.v3.Metadata", "filter_metadata 1")]
    [InlineData("envoy.config.core.v3.Address", "socket_address 1, pipe 2")]
    [InlineData("envoy.config.core.v3.SocketAddress", "protocol 1, address 2, port_value 3")]
    [InlineData("envoy.config.core.v3.HeaderValue", "key 1, value 2")]
    [InlineData("envoy.config.core.v3.HeaderValueOption", "header 1, append_action 3, keep_empty_value 4")]
    [InlineData("envoy.config.core.v3.RuntimeFractionalPercent", "default_value 1, runtime_key 2")]
    [InlineData("envoy.config.core.v3.WatchedDirectory", "path 1")]
    [InlineData("envoy.config.core.v3.DataSource", "filename 1, inline_bytes 2, inline_string 3, environment_variable 4")]
    [InlineData("envoy.config.core.v3.HttpProtocolOptions", "idle_timeout 1, max_headers_count 2, max_connection_duration 3, max_stream_duration 4, headers_with_underscores_action 5, max_requests_per_connection 6, max_response_headers_kb 7")]
    [InlineData("envoy.config.core.v3.Http1ProtocolOptions", "accept_http_10 2, default_host_for_http_10 3, enable_trailers 5")]
    [InlineData("envoy.config.listener.v3.Listener", "name 1, address 2, filter_chains 3, per_connection_buffer_limit_bytes 5, drain_type 8, listener_filters 9, traffic_direction 16, api_listener 19, default_filter_chain 25, stat_prefix 28")]
    [InlineData("envoy.config.listener.v3.FilterChain", "filter_chain_match 1, filters 3, transport_socket 6, name 7")]
    [InlineData("envoy.config.listener.v3.Filter", "name 1, typed_config 4")]
    [InlineData("envoy.config.route.v3.RouteConfiguration", "name 1, virtual_hosts 2, internal_only_headers 3, response_headers_to_add 4, response_headers_to_remove 5, request_headers_to_add 6, validate_clusters 7, request_headers_to_remove 8, most_specific_header_mutations_wins 10, max_direct_response_body_size_bytes 11, request_mirror_policies 13, ignore_port_in_host_matching 14, ignore_path_parameters_in_path_matching 15, vhost_header 18")]
    [InlineData("envoy.config.route.v3.VirtualHost", "name 1, domains 2, routes 3, require_tls 4, request_headers_to_add 7, response_headers_to_add 10, response_headers_to_remove 11, request_headers_to_remove 13, include_request_attempt_count 14, typed_per_filter_config 15, retry_policy 16, hedge_policy 17, per_request_buffer_limit_bytes 18, include_attempt_count_in_response 19, request_mirror_policies 22")]
    [InlineData("envoy.config.route.v3.Route", "match 1, route 2, redirect 3, metadata 4, direct_response 7, request_headers_to_add 9, response_headers_to_add 10, response_headers_to_remove 11, request_headers_to_remove 12, typed_per_filter_config 13, name 14, tracing 15, per_request_buffer_limit_bytes 16, stat_prefix 19")]
    [InlineData("envoy.config.route.v3.RouteMatch", "prefix 1, path 2, case_sensitive 4, headers 6, query_parameters 7, grpc 8, runtime_fraction 9, safe_regex 10, connect_matcher 12, path_separated_prefix 14, cookies 17")]
    [InlineData("envoy.config.route.v3.HeaderMatcher", "name 1, exact_match 4, range_match 6, present_match 7, invert_match 8, prefix_match 9, suffix_match 10, safe_regex_match 11, contains_match 12, string_match 13, treat_missing_header_as_empty 14")]
    [InlineData("envoy.config.route.v3.QueryParameterMatcher", "name 1, string_match 5, present_match 6")]
    [InlineData("envoy.config.route.v3.CookieMatcher", "name 1, string_match 2, invert_match 3")]
    [InlineData("envoy.config.route.v3.RouteAction", "cluster 1, cluster_header 2, weighted_clusters 3, prefix_rewrite 5, host_rewrite_literal 6, auto_host_rewrite 7, timeout 8, retry_policy 9, priority 11, rate_limits 13, hash_policy 15, cluster_not_found_response_code 20, idle_timeout 24, upgrade_configs 25, hedge_policy 27, host_rewrite_header 29, request_mirror_policies 30, regex_rewrite 32, host_rewrite_path_regex 35, max_stream_duration 36, append_x_forwarded_host 38")]
    [InlineData("envoy.config.route.v3.RouteAction.HashPolicy", "header 1, cookie 2, connection_properties 3, terminal 4, query_parameter 5")]
    [InlineData("envoy.config.route.v3.RouteAction.RequestMirrorPolicy", "cluster 1, runtime_fraction 3, cluster_header 5, disable_shadow_host_suffix_append 6")]
    [InlineData("envoy.config.route.v3.WeightedCluster", "clusters 1, header_name 4, use_hash_policy 5")]
    [InlineData("envoy.config.route.v3.WeightedCluster.ClusterWeight", "name 1, weight 2, request_headers_to_add 4, response_headers_to_add 5, response_headers_to_remove 6, request_headers_to_remove 9, typed_per_filter_config 10, host_rewrite_literal 11, cluster_header 12")]
    [InlineData("envoy.config.route.v3.RedirectAction", "host_redirect 1, path_redirect 2, response_code 3, https_redirect 4, prefix_rewrite 5, strip_query 6, scheme_redirect 7, port_redirect 8, regex_rewrite 9")]
    [InlineData("envoy.config.route.v3.DirectResponseAction", "status 1, body 2")]
    [InlineData("envoy.config.cluster.v3.Cluster", "name 1, type 2, eds_cluster_config 3, connect_timeout 4, per_connection_buffer_limit_bytes 5, lb_policy 6, health_checks 8, circuit_breakers 10, dns_refresh_rate 16, dns_lookup_family 17, outlier_detection 19, ring_hash_lb_config 23, transport_socket 24, metadata 25, common_lb_config 27, alt_stat_name 28, upstream_connection_options 30, load_assignment 33, typed_extension_protocol_options 36, least_request_lb_config 37, dns_failure_refresh_rate 44, maglev_lb_config 52, round_robin_lb_config 56")]
    [InlineData("envoy.config.cluster.v3.Cluster.CommonLbConfig", "healthy_panic_threshold 1, zone_aware_lb_config 2, locality_weighted_lb_config 3, consistent_hashing_lb_config 7")]
    [InlineData("envoy.config.cluster.v3.Cluster.LeastRequestLbConfig", "choice_count 1, active_request_bias 2, slow_start_config 3")]
    [InlineData("envoy.config.cluster.v3.Cluster.RingHashLbConfig", "minimum_ring_size 1, hash_function 3, maximum_ring_size 4")]
    [InlineData("envoy.config.cluster.v3.CircuitBreakers.Thresholds", "priority 1, max_connections 2, max_pending_requests 3, max_requests 4, max_retries 5, retry_budget 8")]
    [InlineData("envoy.config.endpoint.v3.ClusterLoadAssignment", "cluster_name 1, endpoints 2, policy 4")]
    [InlineData("envoy.config.endpoint.v3.ClusterLoadAssignment.Policy", "drop_overloads 2, overprovisioning_factor 3")]
    [InlineData("envoy.config.endpoint.v3.LocalityLbEndpoints", "locality 1, lb_endpoints 2, load_balancing_weight 3, priority 5, metadata 9")]
    [InlineData("envoy.config.endpoint.v3.LbEndpoint", "endpoint 1, health_status 2, metadata 3, load_balancing_weight 4")]
    [InlineData("envoy.config.endpoint.v3.Endpoint", "address 1, hostname 3")]
    [InlineData("envoy.type.matcher.v3.StringMatcher", "exact 1, prefix 2, suffix 3, safe_regex 5, ignore_case 6, contains 7")]
    [InlineData("envoy.type.matcher.v3.RegexMatcher", "google_re2 1, regex 2")]
    [InlineData("envoy.type.v3.FractionalPercent", "numerator 1, denominator 2")]
    [InlineData("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", "codec_type 1, stat_prefix 2, rds 3, route_config 4, http_filters 5, tracing 7, http_protocol_options 8, server_name 10, drain_timeout 12, access_log 13, use_remote_address 14, generate_request_id 15, forward_client_cert_details 16, set_current_client_cert_details 17, proxy_100_continue 18, xff_num_trusted_hops 19, skip_xff_append 21, via 22, upgrade_configs 23, stream_idle_timeout 24, delayed_close_timeout 26, request_timeout 28, max_request_headers_kb 29, normalize_path 30, preserve_external_request_id 32, merge_slashes 33, server_header_transformation 34, common_http_protocol_options 35, strip_matching_host_port 39, request_headers_timeout 41, strip_any_host_port 42, path_with_escaped_slashes_action 45")]
    [InlineData("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig", "upgrade_type 1, enabled 3")]
    [InlineData("envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter", "name 1, typed_config 4, is_optional 6, disabled 7")]
    [InlineData("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", "stat_prefix 1, cluster 2, access_log 5, max_connect_attempts 7, idle_timeout 8, weighted_clusters 10, hash_policy 11, max_downstream_connection_duration 13")]
    [InlineData("envoy.extensions.filters.http.router.v3.Router", "suppress_envoy_headers 4, respect_expected_rq_timeout 6")]
    [InlineData("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", "common_http_protocol_options 1, explicit_http_config 3")]
    [InlineData("envoy.config.accesslog.v3.AccessLog", "name 1, filter 2, typed_config 4")]
    [InlineData("envoy.config.accesslog.v3.AccessLogFilter", "runtime_filter 5")]
    [InlineData("envoy.config.accesslog.v3.RuntimeFilter", "runtime_key 1, percent_sampled 2")]
    [InlineData("envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget", "budget_percent 1, min_retry_concurrency 2")]
    [InlineData("envoy.config.cluster.v3.Cluster.CommonLbConfig.ZoneAwareLbConfig", "min_cluster_size 2")]
    [InlineData("envoy.config.cluster.v3.Cluster.RoundRobinLbConfig", "slow_start_config 1")]
    [InlineData("envoy.config.cluster.v3.Cluster.SlowStartConfig", "slow_start_window 1, aggression 2, min_weight_percent 3")]
    [InlineData("envoy.config.cluster.v3.OutlierDetection", "consecutive_5xx 1, interval 2, base_ejection_time 3, max_ejection_percent 4, enforcing_consecutive_5xx 5, enforcing_success_rate 6, success_rate_minimum_hosts 7, success_rate_request_volume 8, success_rate_stdev_factor 9, consecutive_gateway_failure 10, enforcing_consecutive_gateway_failure 11, split_external_local_origin_errors 12, consecutive_local_origin_failure 13, enforcing_consecutive_local_origin_failure 14, enforcing_local_origin_success_rate 15, failure_percentage_threshold 16, enforcing_failure_percentage 17, enforcing_failure_percentage_local_origin 18, failure_percentage_minimum_hosts 19, failure_percentage_request_volume 20, max_ejection_time 21, max_ejection_time_jitter 22, successful_active_health_check_uneject_host 23, always_eject_one_host 25")]
    [InlineData("envoy.config.core.v3.GrpcService", "envoy_grpc 1, timeout 3")]
    [InlineData("envoy.config.core.v3.GrpcService.EnvoyGrpc", "cluster_name 1")]
    [InlineData("envoy.config.core.v3.HealthCheck", "timeout 1, interval 2, interval_jitter 3, unhealthy_threshold 4, healthy_threshold 5, reuse_connection 7, http_health_check 8, tcp_health_check 9, grpc_health_check 11, no_traffic_interval 12, unhealthy_interval 14, unhealthy_edge_interval 15, healthy_edge_interval 16, interval_jitter_percent 18, always_log_health_check_failures 19, initial_jitter 20, no_traffic_healthy_interval 24")]
    [InlineData("envoy.config.core.v3.HealthCheck.GrpcHealthCheck", "service_name 1, authority 2")]
    [InlineData("envoy.config.core.v3.HealthCheck.HttpHealthCheck", "host 1, path 2, expected_statuses 9, service_name_matcher 11, retriable_statuses 12, method 13")]
    [InlineData("envoy.config.core.v3.HttpService", "http_uri 1")]
    [InlineData("envoy.config.core.v3.HttpUri", "uri 1, cluster 2, timeout 3")]
    [InlineData("envoy.config.core.v3.SubstitutionFormatString", "text_format 1, json_format 2")]
    [InlineData("envoy.config.core.v3.TransportSocket", "name 1, typed_config 3")]
    [InlineData("envoy.config.listener.v3.FilterChainMatch", "transport_protocol 9, application_protocols 10, server_names 11")]
    [InlineData("envoy.config.listener.v3.ListenerFilter", "name 1, typed_config 3")]
    [InlineData("envoy.config.ratelimit.v3.RateLimitServiceConfig", "grpc_service 2, transport_api_version 4")]
    [InlineData("envoy.config.rbac.v3.Permission", "and_rules 1, or_rules 2, any 3, header 4, destination_ip 5, destination_port 6, not_rule 8, requested_server_name 9, url_path 10")]
    [InlineData("envoy.config.rbac.v3.Permission.Set", "rules 1")]
    [InlineData("envoy.config.rbac.v3.Policy", "permissions 1, principals 2")]
    [InlineData("envoy.config.rbac.v3.Principal", "and_ids 1, or_ids 2, any 3, authenticated 4, source_ip 5, header 6, not_id 8, url_path 9, direct_remote_ip 10, remote_ip 11")]
    [InlineData("envoy.config.rbac.v3.Principal.Authenticated", "principal_name 2")]
    [InlineData("envoy.config.rbac.v3.Principal.Set", "ids 1")]
    [InlineData("envoy.config.core.v3.CidrRange", "address_prefix 1, prefix_len 2")]
    [InlineData("envoy.config.rbac.v3.RBAC", "action 1, policies 2")]
    [InlineData("envoy.config.route.v3.HedgePolicy", "hedge_on_per_try_timeout 3")]
    [InlineData("envoy.config.route.v3.RateLimit", "actions 3")]
    [InlineData("envoy.config.route.v3.RateLimit.Action", "source_cluster 1, destination_cluster 2, request_headers 3, remote_address 4, generic_key 5, header_value_match 6, masked_remote_address 10, query_parameter_value_match 11, query_parameters 12")]
    [InlineData("envoy.config.route.v3.RateLimit.Action.GenericKey", "descriptor_value 1, descriptor_key 2")]
    [InlineData("envoy.config.route.v3.RateLimit.Action.RequestHeaders", "header_name 1, descriptor_key 2, skip_if_absent 3")]
    [InlineData("envoy.config.route.v3.RetryPolicy", "retry_on 1, num_retries 2, per_try_timeout 3, retry_priority 4, retry_host_predicate 5, host_selection_retry_max_attempts 6, retriable_status_codes 7, retry_back_off 8, retriable_headers 9, retriable_request_headers 10, rate_limited_retry_back_off 11, per_try_idle_timeout 13")]
    [InlineData("envoy.config.route.v3.RetryPolicy.RetryBackOff", "base_interval 1, max_interval 2")]
    [InlineData("envoy.config.route.v3.Tracing", "random_sampling 2")]
    [InlineData("envoy.config.trace.v3.OpenTelemetryConfig", "grpc_service 1, service_name 2, http_service 3")]
    [InlineData("envoy.config.trace.v3.Tracing.Http", "name 1, typed_config 3")]
    [InlineData("envoy.extensions.access_loggers.stream.v3.StdoutAccessLog", "log_format 1")]
    [InlineData("envoy.extensions.common.ratelimit.v3.LocalRateLimitDescriptor", "entries 1, token_bucket 2, shadow_mode 3")]
    [InlineData("envoy.extensions.common.ratelimit.v3.RateLimitDescriptor.Entry", "key 1, value 2")]
    [InlineData("envoy.extensions.filters.common.fault.v3.FaultDelay", "fixed_delay 3, percentage 4, header_delay 5")]
    [InlineData("envoy.extensions.filters.http.cors.v3.CorsPolicy", "allow_origin_string_match 1, allow_methods 2, allow_headers 3, expose_headers 4, max_age 5, allow_credentials 6")]
    [InlineData("envoy.extensions.filters.http.fault.v3.FaultAbort", "http_status 2, percentage 3, header_abort 4")]
    [InlineData("envoy.extensions.filters.http.fault.v3.HTTPFault", "delay 1, abort 2, upstream_cluster 3, headers 4, downstream_nodes 5, max_active_faults 6")]
    [InlineData("envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit", "stat_prefix 1, status 2, token_bucket 3, filter_enabled 4, filter_enforced 5, response_headers_to_add 6, descriptors 8, enable_x_ratelimit_headers 12, always_consume_default_token_bucket 14, rate_limits 17, max_dynamic_descriptors 18")]
    [InlineData("envoy.extensions.filters.http.ratelimit.v3.RateLimit", "domain 1, timeout 4, failure_mode_deny 5, rate_limit_service 7, enable_x_ratelimit_headers 8, disable_x_envoy_ratelimited_header 9, rate_limited_status 10, status_on_error 12")]
    [InlineData("envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute", "rate_limits 3, domain 4")]
    [InlineData("envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication", "providers 1, rules 2, requirement_map 5")]
    [InlineData("envoy.extensions.filters.http.jwt_authn.v3.JwtProvider", "issuer 1, audiences 2, remote_jwks 3, local_jwks 4, forward 5, clock_skew_seconds 10")]
    [InlineData("envoy.extensions.filters.http.jwt_authn.v3.JwtRequirement", "provider_name 1")]
    [InlineData("envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig", "disabled 1, requirement_name 2")]
    [InlineData("envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks", "http_uri 1, cache_duration 2")]
    [InlineData("envoy.extensions.filters.http.jwt_authn.v3.RequirementRule", "match 1, requires 2, requirement_name 3")]
    [InlineData("envoy.extensions.filters.http.rbac.v3.RBAC", "rules 1, shadow_rules 2, shadow_rules_stat_prefix 3, rules_stat_prefix 6, track_per_rule_stats 7")]
    [InlineData("envoy.extensions.filters.http.rbac.v3.RBACPerRoute", "rbac 2")]
    [InlineData("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails", "subject 1, cert 3, dns 4, uri 5, chain 6")]
    [InlineData("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing", "random_sampling 4, provider 9, spawn_upstream_span 10")]
    [InlineData("envoy.extensions.filters.network.rbac.v3.RBAC", "rules 1, shadow_rules 2, stat_prefix 3, shadow_rules_stat_prefix 5")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext", "trusted_ca 1, verify_certificate_hash 2, verify_certificate_spki 3, allow_expired_certificate 8, trust_chain_verification 10, watched_directory 11, match_typed_subject_alt_names 15")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.CommonTlsContext", "tls_params 1, tls_certificates 2, validation_context 3, alpn_protocols 4, tls_certificate_sds_secret_configs 6, validation_context_sds_secret_config 7, combined_validation_context 8")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext", "default_validation_context 1, validation_context_sds_secret_config 2")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext", "common_tls_context 1, require_client_certificate 2, require_sni 3")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.Secret", "name 1, tls_certificate 2, validation_context 4")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig", "name 1, sds_config 2")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher", "san_type 1, matcher 2")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.TlsCertificate", "certificate_chain 1, private_key 2, password 3, watched_directory 7, pkcs12 8")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.TlsParameters", "tls_minimum_protocol_version 1, tls_maximum_protocol_version 2")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", "common_tls_context 1, sni 2, allow_renegotiation 3, auto_host_sni 6, auto_sni_san_validation 7")]
    [InlineData("envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig", "http_protocol_options 1, http2_protocol_options 2")]
    [InlineData("envoy.type.matcher.v3.PathMatcher", "path 1")]
    [InlineData("envoy.type.v3.TokenBucket", "max_tokens 1, tokens_per_fill 2, fill_interval 3")]
    public void Fields_have_the_numbers_of_Envoy(string message, string fields) =>
        Assert.Equal(fields, string.Join(", ", Model[message].Fields.InFieldNumberOrder().Where(field => !IsOwn(field)).Select(field => $"{field.Name} {field.FieldNumber}")));

    [Fact]
    public void Fields_of_our_own_in_messages_of_Envoy_have_numbers_that_none_of_its_own_comes_near()
    {
        var fields = Model.Values.Where(type => type.FullName.StartsWith("envoy.", StringComparison.Ordinal)).SelectMany(type => type.Fields.InDeclarationOrder()).ToList();

        Assert.Equal("actormesh_denied", Assert.Single(fields, IsOwn).Name);
        Assert.All(fields, field => Assert.True(IsOwn(field) ? field.FieldNumber is >= 50_000 and < 100_000 : field.FieldNumber < 1_000, field.FullName));
    }

    [Theory]
    [InlineData("envoy.config.cluster.v3.Cluster", "type", "STATIC 0, STRICT_DNS 1, LOGICAL_DNS 2, EDS 3, ORIGINAL_DST 4")]
    [InlineData("envoy.config.cluster.v3.Cluster", "lb_policy", "ROUND_ROBIN 0, LEAST_REQUEST 1, RING_HASH 2, RANDOM 3, MAGLEV 5")]
    [InlineData("envoy.config.cluster.v3.Cluster", "dns_lookup_family", "AUTO 0, V4_ONLY 1, V6_ONLY 2, V4_PREFERRED 3, ALL 4")]
    [InlineData("envoy.config.endpoint.v3.LbEndpoint", "health_status", "UNKNOWN 0, HEALTHY 1, UNHEALTHY 2, DRAINING 3, TIMEOUT 4, DEGRADED 5")]
    [InlineData("envoy.config.listener.v3.Listener", "drain_type", "DEFAULT 0, MODIFY_ONLY 1")]
    [InlineData("envoy.config.listener.v3.Listener", "traffic_direction", "UNSPECIFIED 0, INBOUND 1, OUTBOUND 2")]
    [InlineData("envoy.config.core.v3.HeaderValueOption", "append_action", "APPEND_IF_EXISTS_OR_ADD 0, ADD_IF_ABSENT 1, OVERWRITE_IF_EXISTS_OR_ADD 2, OVERWRITE_IF_EXISTS 3")]
    [InlineData("envoy.config.route.v3.RedirectAction", "response_code", "MOVED_PERMANENTLY 0, FOUND 1, SEE_OTHER 2, TEMPORARY_REDIRECT 3, PERMANENT_REDIRECT 4")]
    [InlineData("envoy.config.route.v3.RouteAction", "cluster_not_found_response_code", "SERVICE_UNAVAILABLE 0, NOT_FOUND 1, INTERNAL_SERVER_ERROR 2")]
    [InlineData("envoy.config.route.v3.VirtualHost", "require_tls", "NONE 0, EXTERNAL_ONLY 1, ALL 2")]
    [InlineData("envoy.config.rbac.v3.RBAC", "action", "ALLOW 0, DENY 1, LOG 2")]
    [InlineData("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", "forward_client_cert_details", "SANITIZE 0, FORWARD_ONLY 1, APPEND_FORWARD 2, SANITIZE_SET 3, ALWAYS_FORWARD_ONLY 4")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher", "san_type", "SAN_TYPE_UNSPECIFIED 0, EMAIL 1, DNS 2, URI 3, IP_ADDRESS 4, OTHER_NAME 5")]
    [InlineData("envoy.extensions.transport_sockets.tls.v3.TlsParameters", "tls_minimum_protocol_version", "TLS_AUTO 0, TLSv1_0 1, TLSv1_1 2, TLSv1_2 3, TLSv1_3 4")]
    [InlineData("envoy.type.v3.FractionalPercent", "denominator", "HUNDRED 0, TEN_THOUSAND 1, MILLION 2")]
    public void Enums_have_the_numbers_of_Envoy(string message, string field, string values) =>
        Assert.Equal(values, string.Join(", ", Model[message].FindFieldByName(field).EnumType.Values.Select(value => $"{value.Name} {value.Number}")));

    [Fact]
    public void Optional_numbers_are_wrapped_so_that_zero_is_not_absent()
    {
        string[] wrapped = ["per_connection_buffer_limit_bytes", "load_balancing_weight", "max_requests", "overprovisioning_factor", "max_request_headers_kb", "choice_count", "case_sensitive", "use_remote_address", "validate_clusters"];
        var found = Model.Values.SelectMany(type => type.Fields.InDeclarationOrder()).Where(field => wrapped.Contains(field.Name)).ToList();

        Assert.Equal(wrapped.Order(), found.Select(field => field.Name).Distinct().Order());
        Assert.All(found, field => Assert.Equal("google/protobuf/wrappers.proto", field.MessageType?.File.Name));
    }

    private static bool IsOwn(FieldDescriptor field) => field.Name.StartsWith("actormesh_", StringComparison.Ordinal);

    private static Dictionary<string, MessageDescriptor> Walk()
    {
        var seen = new Dictionary<string, MessageDescriptor>(StringComparer.Ordinal);
        var waiting = new Stack<MessageDescriptor>(ExtensionTypes.All.Append(Bootstrap.Descriptor));
        while (waiting.TryPop(out var type))
        {
            if (!seen.TryAdd(type.FullName, type)) continue;
            foreach (var field in type.Fields.InDeclarationOrder())
                if (field.FieldType == FieldType.Message) waiting.Push(field.MessageType);
        }
        return seen;
    }
}
