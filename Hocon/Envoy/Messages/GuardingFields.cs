using ActorMesh.Hocon.Reading;
using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>
/// Fields that secure or narrow. Going on without one would open what the file keeps shut, so that even a lenient reading refuses them.
/// </summary>
/// <remarks>The rule: a policy that cannot be enforced is not run without.</remarks>
internal static class GuardingFields
{
    /// <summary>All fields of a message, those that nobody has heard of too.</summary>
    private const string Everything = "*";

    private const string Encrypts = "without it the traffic would be neither encrypted nor verified";
    private const string Narrows = "without it more would match than is meant";
    private const string Denies = "without it traffic would pass that it may deny";
    private const string Trusts = "without it what strangers say of themselves would be believed";
    private const string Proves = "without it a peer would pass that is not meant to";
    private const string Hides = "without it more would be reachable than is meant";

    private static readonly (string Message, string Fields, string Reason)[] Rows =
    [
        ("envoy.config.bootstrap.v3.Admin", "allow_paths", Hides),
        ("envoy.config.cluster.v3.Cluster", "transport_socket transport_socket_matches transport_socket_matcher", Encrypts),
        ("envoy.config.cluster.v3.Cluster", "filters", Denies),
        ("envoy.config.cluster.v3.Cluster", "lb_subset_config", Narrows),
        ("envoy.config.core.v3.HeaderValueOption", "append", Trusts),
        ("envoy.config.core.v3.HttpProtocolOptions", "headers_with_underscores_action", Denies),
        ("envoy.config.core.v3.SocketAddress", "network_namespace_filepath", Hides),
        ("envoy.config.listener.v3.FilterChain", "transport_socket", Encrypts),
        ("envoy.config.listener.v3.FilterChain", "filter_chain_match", Narrows),
        ("envoy.config.listener.v3.FilterChainMatch", Everything, Narrows),
        ("envoy.config.listener.v3.Listener", "listener_filters use_original_dst", Denies),
        ("envoy.config.listener.v3.Listener", "filter_chain_matcher", Narrows),
        ("envoy.config.listener.v3.Listener", "bind_to_port", Hides),
        ("envoy.config.rbac.v3.Permission", Everything, Narrows),
        ("envoy.config.rbac.v3.Permission.Set", Everything, Narrows),
        ("envoy.config.rbac.v3.Policy", Everything, Narrows),
        ("envoy.config.rbac.v3.Principal", Everything, Narrows),
        ("envoy.config.rbac.v3.Principal.Authenticated", Everything, Narrows),
        ("envoy.config.rbac.v3.Principal.Set", Everything, Narrows),
        ("envoy.config.rbac.v3.RBAC", "action policies", Denies),
        ("envoy.config.route.v3.CookieMatcher", Everything, Narrows),
        ("envoy.config.route.v3.HeaderMatcher", Everything, Narrows),
        ("envoy.config.route.v3.QueryParameterMatcher", Everything, Narrows),
        ("envoy.config.route.v3.Route", "match", Narrows),
        ("envoy.config.route.v3.Route", "typed_per_filter_config", Denies),
        ("envoy.config.route.v3.Route", "request_headers_to_remove response_headers_to_remove", Hides),
        ("envoy.config.route.v3.RouteAction", "metadata_match", Narrows),
        ("envoy.config.route.v3.RouteAction.RequestMirrorPolicy", "request_headers_mutations", Hides),
        ("envoy.config.route.v3.RouteConfiguration", "typed_per_filter_config", Denies),
        ("envoy.config.route.v3.RouteConfiguration", "internal_only_headers request_headers_to_remove response_headers_to_remove", Hides),
        ("envoy.config.route.v3.RouteMatch", Everything, Narrows),
        ("envoy.config.route.v3.VirtualHost", "require_tls", Encrypts),
        ("envoy.config.route.v3.VirtualHost", "typed_per_filter_config", Denies),
        ("envoy.config.route.v3.VirtualHost", "matcher", Narrows),
        ("envoy.config.route.v3.VirtualHost", "request_headers_to_remove response_headers_to_remove", Hides),
        ("envoy.config.route.v3.WeightedCluster.ClusterWeight", "metadata_match", Narrows),
        ("envoy.config.route.v3.WeightedCluster.ClusterWeight", "typed_per_filter_config", Denies),
        ("envoy.config.route.v3.WeightedCluster.ClusterWeight", "request_headers_to_remove response_headers_to_remove", Hides),
        ("envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication", "rules filter_state_rules requirement_map", Denies),
        ("envoy.extensions.filters.http.jwt_authn.v3.JwtProvider", Everything, Denies),
        ("envoy.extensions.filters.http.jwt_authn.v3.JwtRequirement", Everything, Denies),
        ("envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig", Everything, Denies),
        ("envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks", Everything, Denies),
        ("envoy.extensions.filters.http.jwt_authn.v3.RequirementRule", Everything, Denies),
        ("envoy.extensions.filters.http.rbac.v3.RBAC", "rules matcher", Denies),
        ("envoy.extensions.filters.http.rbac.v3.RBACPerRoute", "rbac", Denies),
        ("envoy.extensions.filters.http.router.v3.Router", "strict_check_headers upstream_http_filters", Denies),
        (
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "http_filters normalize_path merge_slashes path_with_escaped_slashes_action path_normalization_options typed_header_validation_config",
            Denies),
        (
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "forward_client_cert_details set_current_client_cert_details forward_client_cert_matcher internal_address_config " +
            "original_ip_detection_extensions early_header_mutation_extensions",
            Trusts),
        ("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig", "filters", Denies),
        ("envoy.extensions.filters.network.rbac.v3.RBAC", "rules matcher enforcement_type", Denies),
        ("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", "metadata_match", Narrows),
        ("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight", "metadata_match", Narrows),
        ("envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext", Everything, Proves),
        ("envoy.extensions.transport_sockets.tls.v3.CommonTlsContext", Everything, Proves),
        ("envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext", Everything, Proves),
        (
            "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
            "common_tls_context require_client_certificate require_sni ocsp_staple_policy disable_stateless_session_resumption disable_stateful_session_resumption",
            Proves),
        ("envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig", Everything, Proves),
        ("envoy.extensions.transport_sockets.tls.v3.Secret", Everything, Proves),
        ("envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher", Everything, Proves),
        ("envoy.extensions.transport_sockets.tls.v3.TlsCertificate", Everything, Proves),
        ("envoy.extensions.transport_sockets.tls.v3.TlsParameters", Everything, Proves),
        ("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", "common_tls_context sni auto_host_sni auto_sni_san_validation enforce_rsa_key_usage", Proves),
        ("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", "http_filters header_validation_config", Denies),
        ("envoy.type.matcher.v3.PathMatcher", Everything, Narrows),
        ("envoy.type.matcher.v3.RegexMatcher", Everything, Narrows),
        ("envoy.type.matcher.v3.StringMatcher", Everything, Narrows),
        ("envoy.type.v3.Int64Range", Everything, Narrows),
    ];

    /// <summary>Every pair of message and field that is named one by one.</summary>
    public static IEnumerable<(string Message, string Field)> Named =>
        from row in Rows from name in row.Fields.Split(' ') where name != Everything select (row.Message, name);

    /// <summary>Whether a field that the resource model lacks guards something.</summary>
    /// <param name="type">The message that the field stands in.</param>
    /// <param name="number">The field on the wire.</param>
    /// <returns>What would happen without it, or null when nothing opens.</returns>
    public static string? WhyNeeded(MessageDescriptor type, int number)
    {
        var rows = Rows.Where(row => row.Message == type.FullName).ToList();
        if (rows.Count > 0 && rows[0].Fields == Everything) return rows[0].Reason;
        return GuardingNumbers.NameOf(type, number) is { } name ? rows.FirstOrDefault(row => row.Fields.Split(' ').Contains(name)).Reason : null;
    }

    /// <summary>Whether a field that will not be read guards something, or is a slip of the pen for one that does.</summary>
    /// <param name="type">The message that the field stands in.</param>
    /// <param name="name">The field as the file spells it, in snake or camel case.</param>
    /// <returns>What would happen without it, or null when nothing opens.</returns>
    public static string? WhyNeeded(MessageDescriptor type, string name)
    {
        var rows = Rows.Where(row => row.Message == type.FullName).ToList();
        if (rows.Count == 0) return null;
        if (rows[0].Fields == Everything) return rows[0].Reason;
        var meant = UnsupportedFields.Contains(type, name) || NotRunFields.Contains(type, name)
            ? UnsupportedFields.InSnakeCase(name)
            : NearestName.Among(name, type.Fields.InDeclarationOrder().Select(field => field.Name).Concat(rows.SelectMany(row => row.Fields.Split(' '))));
        return meant is null ? null : rows.FirstOrDefault(row => row.Fields.Split(' ').Contains(meant)).Reason;
    }
}
