using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>A lenient reading goes on without what does no harm, and never opens what the file keeps shut.</summary>
public sealed class LenientReadingTests
{
    private const string Tcp = "stat_prefix: tcp, cluster: service";
    private const string Certificate = SampleBootstrap.Certificate;
    private const string Endpoints = "load_assignment: { endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 1 } } } } ] } ] }";

    public static TheoryData<string, string> Guards => new()
    {
        { Chain(Tls("DownstreamTlsContext", $"{Certificate}, tls_params: {{ cipher_suites: [x] }}")), "cipher_suites" },
        { Chain(Tls("DownstreamTlsContext", $"{Certificate}, validation_context: {{ trusted_ca: {{ filename: ca }}, crl: {{ filename: crl }} }}")), "crl" },
        { Chain(Tls("DownstreamTlsContext", $"{Certificate}, validation_contexts: {{}}")), "validation_contexts" },
        { Chain(Tls("DownstreamTlsContext", Certificate, "disable_stateful_session_resumption: true")), "disable_stateful_session_resumption" },
        { Chain("filter_chain_match: { source_prefix_ranges: [ { address_prefix: 10.0.0.0, prefix_len: 8 } ] }"), "source_prefix_ranges" },
        { Chain("filter_chain_match: { surver_names: [x] }"), "surver_names" },
        { Chain("filter_chain_mach: {}"), "filter_chain_mach" },
        { Listener("bind_to_port: false"), "bind_to_port" },
        { SampleBootstrap.WithCluster($"{Endpoints}, {Tls("UpstreamTlsContext", "validation_context: { trusted_ca: { filename: ca } }", "enforce_rsa_key_usage: true")}"), "enforce_rsa_key_usage" },
        { SampleBootstrap.WithCluster($"{Endpoints}, transportSocketMatches: []"), "transportSocketMatches" },
        { SampleBootstrap.WithMatch("prefix: /, tls_context: { presented: true }"), "tls_context" },
        { SampleBootstrap.WithMatch("prefix: /, dynamic_metadata: []"), "dynamic_metadata" },
        { SampleBootstrap.WithMatch("prefix: /, headders: []"), "headders" },
        { SampleBootstrap.WithMatch("prefix: /, headers: [ { name: x, exact: y } ]"), "exact" },
        { SampleBootstrap.WithAction("cluster: service, metadata_match: {}"), "metadata_match" },
        { SampleBootstrap.WithRoute("match: { prefix: / }, route: { cluster: service }, typed_per_filter_config: { authz: { '@type': type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute } }"), "@type" },
        { SampleBootstrap.WithRoute("match: { prefix: / }, route: { cluster: service }, request_headers_to_add: [ { header: { key: x-user, value: a }, append: false } ]"), "append" },
        { SampleBootstrap.WithHost("name: all, domains: [\"*\"], require_tsl: ALL"), "require_tsl" },
        { SampleBootstrap.WithManager($"stat_prefix: web, route_config: {{}}, http_filters: [ {SampleBootstrap.Router} ], forward_client_cert_matcher: {{}}"), "forward_client_cert_matcher" },
        { SampleBootstrap.WithManager($"stat_prefix: web, route_config: {{}}, http_filters: [ {Filter("envoy.extensions.filters.http.ext_authz.v3.ExtAuthz")}, {SampleBootstrap.Router} ]"), "@type" },
        { SampleBootstrap.WithManager($"stat_prefix: web, route_config: {{}}, http_filters: [ {Filter("envoy.extensions.filters.http.ext_authz.v3.ExtAuthz", "is_optional: true,")}, {SampleBootstrap.Router} ]"), "@type" },
        { SampleBootstrap.With(SampleBootstrap.Listener(Filter("envoy.extensions.filters.network.ext_authz.v3.ExtAuthz"))), "@type" },
        { Access("matcher: {}"), "matcher" },
        { Access("rules: { policies: { p: { permissions: [ { any: true } ], principals: [ { any: true } ], condition: {} } } }"), "condition" },
        { Access("rules: { policies: { p: { permissions: [ { any: true, metadata: {} } ], principals: [ { any: true } ] } } }"), "metadata" },
        { Access("rules: { policies: { p: { permissions: [ { any: true } ], principals: [ { any: true, filter_state: {} } ] } } }"), "filter_state" },
    };

    public static TheoryData<string, string> Harmless => new()
    {
        { Listener("tcp_backlog_size: 5"), "tcp_backlog_size" },
        { Listener("drain_type: MODIFY_ONLY"), "drain_type" },
        { Listener("colour: blue"), "colour" },
        { Chain(Tls("DownstreamTlsContext", Certificate, "session_timeout: 1s")), "session_timeout" },
        { $"layered_runtime: {{}}\n{SampleBootstrap.WithMatch("prefix: /, runtime_fraction: { default_value: { numerator: 5 } }")}", "layered_runtime" },
        { SampleBootstrap.WithCluster($"{Endpoints}, dns_jitter: 1s"), "dns_jitter" },
        { SampleBootstrap.WithManager($"stat_prefix: web, route_config: {{}}, http_filters: [ {SampleBootstrap.Router} ], common_http_protocol_options: {{ max_response_headers_kb: 60 }}"), "max_response_headers_kb" },
        { SampleBootstrap.WithRoute("match: { prefix: / }, route: { cluster: service }, stat_prefix: x"), "stat_prefix" },
        { SampleBootstrap.WithAction("cluster: service, max_stream_duration: { grpc_timeout_header_max: 1s }"), "grpc_timeout_header_max" },
        { SampleBootstrap.WithAction("cluster: service, max_stream_duration: { grpc_timeout_header_offset: 1s }"), "grpc_timeout_header_offset" },
        { WithUpstream("explicit_http_config: { http_protocol_options: { accept_http_10: true } }"), "accept_http_10" },
        { WithUpstream("explicit_http_config: { http_protocol_options: { default_host_for_http_10: a } }"), "default_host_for_http_10" },
        { WithUpstream("explicit_http_config: { http_protocol_options: { enable_trailers: false } }"), "enable_trailers" },
        { WithUpstream("explicit_http_config: { http_protocol_options: {} }, common_http_protocol_options: { headers_with_underscores_action: REJECT_REQUEST }"), "headers_with_underscores_action" },
    };

    [Theory]
    [MemberData(nameof(Guards))]
    public void What_secures_or_narrows_is_refused_all_the_same(string text, string field)
    {
        foreach (var lenient in (bool[])[false, true])
        {
            var reading = BootstrapReader.Read(text, "mesh.yaml", lenient);

            Assert.Null(reading.Bootstrap);
            var diagnostic = Assert.Single(reading.Diagnostics);
            Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
            Assert.EndsWith($".{field}", diagnostic.Path, StringComparison.Ordinal);
            Assert.DoesNotContain("or run with --lenient", diagnostic.Hint, StringComparison.Ordinal);
            if (lenient && field != "@type") Assert.Contains("; even --lenient refuses it, because without it ", diagnostic.Hint, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_does_no_harm_becomes_a_warning(string text, string field)
    {
        var (strict, lenient) = (BootstrapReader.Read(text, "mesh.yaml"), BootstrapReader.Read(text, "mesh.yaml", lenient: true));

        Assert.Null(strict.Bootstrap);
        Assert.NotNull(lenient.Bootstrap);
        Assert.Equal((DiagnosticSeverity.Error, DiagnosticSeverity.Warning), (Assert.Single(strict.Diagnostics).Severity, Assert.Single(lenient.Diagnostics).Severity));
        Assert.All([strict, lenient], reading => Assert.EndsWith($".{field}", $".{reading.Diagnostics[0].Path}", StringComparison.Ordinal));
        Assert.DoesNotContain("--lenient", lenient.Diagnostics[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_that_a_layer_of_runtime_values_may_change_is_not_run_without_it()
    {
        var text = SampleBootstrap.WithMatch("prefix: /, runtime_fraction: { default_value: { numerator: 100 }, runtime_key: canary }");

        Assert.Empty(SampleBootstrap.Problems(text));
        var reading = BootstrapReader.Read($"{text}layeredRuntime: {{ layers: [] }}\n", "mesh.yaml", lenient: true);
        Assert.Null(reading.Bootstrap);
        Assert.Equal("layered_runtime may give this key another share, and its layers are not read", reading.Diagnostics[0].Message);
    }

    [Fact]
    public void A_filter_of_Envoy_is_not_skipped_although_it_is_called_optional()
    {
        var filter = Filter("envoy.extensions.filters.http.ext_authz.v3.ExtAuthz", "is_optional: true,");
        var text = SampleBootstrap.WithManager($"stat_prefix: web, route_config: {{}}, http_filters: [ {filter}, {SampleBootstrap.Router} ]");

        Assert.StartsWith("is_optional does not skip a filter that Envoy has", Assert.Single(BootstrapReader.Read(text, "mesh.yaml").Diagnostics).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_guard_is_a_field_that_somebody_could_write() => Assert.Empty(
        GuardingFields.Named.Except(UnsupportedFields.All).Except(
            Contracts.Messages.SelectMany(type => type.Fields.InDeclarationOrder().Select(field => (type.FullName, field.Name)))));

    private static string Access(string fields) => SampleBootstrap.WithManager(
        $"stat_prefix: web, route_config: {{}}, http_filters: [ {Filter($"envoy.extensions.filters.http.rbac.v3.RBAC, {fields}")}, {SampleBootstrap.Router} ]");

    private static string Listener(string field) => SampleBootstrap.With($"{{ {field}, {SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp))[1..]}");

    private static string Chain(string field) =>
        SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)).Replace("{ filters:", $"{{ {field}, filters:", StringComparison.Ordinal));

    private static string Tls(string type, string common, string fields = "") => SampleBootstrap.Tls(type, common, fields);

    private static string Filter(string type, string fields = "") => $$"""{ name: x, {{fields}} typed_config: { "@type": type.googleapis.com/{{type}} } }""";

    private static string WithUpstream(string fields) => SampleBootstrap.WithCluster(
        $$"""{{Endpoints}}, typed_extension_protocol_options: { {{SampleBootstrap.UpstreamOptions}}: { "@type": type.googleapis.com/{{SampleBootstrap.UpstreamOptions}}, {{fields}} } }""");
}
