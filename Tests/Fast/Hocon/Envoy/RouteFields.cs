using static ActorMesh.Tests.Fast.Hocon.Envoy.FieldVerdict;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Routes, and what decides about requests.</summary>
internal static class RouteFields
{
    public static IReadOnlyList<(string Message, string Fields, string Verdict)> Rows { get; } =
    [
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
