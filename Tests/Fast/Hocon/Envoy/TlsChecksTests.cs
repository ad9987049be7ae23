using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

public sealed class TlsChecksTests
{
    private const string Tcp = "stat_prefix: tcp, cluster: service";
    private const string Chain = "listeners[0].filter_chains[0].";
    private const string Down = $"{Chain}transport_socket.typed_config.";
    private const string Up = "clusters[0].transport_socket.typed_config.";
    private const string Roots = "trusted_ca: { filename: ca }";
    private const string Mine = SampleBootstrap.Certificate;

    [Theory]
    [InlineData("", "", $"{Down}common_tls_context.tls_certificates: without a certificate the listener cannot prove itself, so that no client would go on")]
    [InlineData($"{Mine}, tls_params: {{ tls_minimum_protocol_version: TLSv1_1 }}", "", $"{Down}common_tls_context.tls_params.tls_minimum_protocol_version: TLS 1.0 and 1.1 are broken and not spoken")]
    [InlineData($"{Mine}, tls_params: {{ tls_minimum_protocol_version: TLSv1_3, tls_maximum_protocol_version: TLSv1_2 }}", "", $"{Down}common_tls_context.tls_params.tls_maximum_protocol_version: must not be below tls_minimum_protocol_version")]
    [InlineData($"{Mine}, tls_params: {{ cipher_suites: [TLS_AES_128_GCM_SHA256] }}", "", $"{Down}common_tls_context.tls_params.cipher_suites: Envoy's TlsParameters has this field, but ActorMesh does not support it yet")]
    [InlineData("tls_certificates: [ { certificate_chain: { filename: c } } ]", "", $"{Down}common_tls_context.tls_certificates[0].private_key: is required")]
    [InlineData("tls_certificates: [ { pkcs12: { filename: p }, private_key: { filename: k } } ]", "", $"{Down}common_tls_context.tls_certificates[0].private_key: pkcs12 holds the private key already")]
    [InlineData("tls_certificates: [ { certificate_chain: { filename: c }, private_key: { filename: k } }, { pkcs12: { filename: p } } ]", "", $"{Down}common_tls_context.tls_certificates[1]: one certificate is shown to everybody")]
    [InlineData(Mine, "require_client_certificate: true", $"{Down}require_client_certificate: a certificate that is not verified proves nothing, so that everybody could make one")]
    [InlineData($"{Mine}, validation_context: {{ {Roots} }}", "require_client_certificate: true, require_sni: true")]
    [InlineData($"{Mine}, validation_context: {{ {Roots}, trust_chain_verification: ACCEPT_UNTRUSTED }}", "", $"{Down}common_tls_context.validation_context.trust_chain_verification: who is not trusted is not let in")]
    [InlineData($"{Mine}, validation_context: {{ verify_certificate_hash: [ab] }}", "", $"{Down}common_tls_context.validation_context.verify_certificate_hash[0]: is no SHA-256")]
    [InlineData($"{Mine}, validation_context: {{ verify_certificate_spki: [aGk=] }}", "", $"{Down}common_tls_context.validation_context.verify_certificate_spki[0]: is no SHA-256")]
    [InlineData($"{Mine}, validation_context: {{ match_typed_subject_alt_names: [ {{ san_type: URI, matcher: {{ exact: a }} }} ] }}", "", $"{Down}common_tls_context.validation_context.match_typed_subject_alt_names: names in a certificate that is not verified prove nothing")]
    [InlineData($"{Mine}, validation_context: {{ {Roots}, match_typed_subject_alt_names: [ {{ san_type: IP_ADDRESS, matcher: {{ exact: a }} }} ] }}", "", $"{Down}common_tls_context.validation_context.match_typed_subject_alt_names[0].san_type: names of this kind are not compared")]
    [InlineData($"{Mine}, validation_context: {{ {Roots}, match_typed_subject_alt_names: [ {{ san_type: URI, matcher: {{ contains: a }} }} ] }}", "", $"{Down}common_tls_context.validation_context.match_typed_subject_alt_names[0].matcher.contains: who somebody is is not guessed from a part of a name")]
    [InlineData("tls_certificate_sds_secret_configs: [ { name: own } ]", "", $"{Down}common_tls_context.tls_certificate_sds_secret_configs[0].name: static_resources.secrets has no `own`")]
    [InlineData("tls_certificate_sds_secret_configs: [ { name: own, sds_config: { ads: {} } } ]", "", $"{Down}common_tls_context.tls_certificate_sds_secret_configs[0].sds_config.ads: there is no control plane to be asked")]
    [InlineData($"{Mine}, alpn_protocols: [h2, http/1.1]", "")]
    public void Listeners(string common, string fields, params string[] problems) =>
        Assert.Equal(problems, Problems(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)), "DownstreamTlsContext", common, fields));

    [Theory]
    [InlineData("", "", $"{Up}common_tls_context: the endpoints' certificate is not verified: whoever answers is believed")]
    [InlineData($"validation_context: {{ {Roots} }}", "sni: a, auto_host_sni: true, auto_sni_san_validation: true")]
    [InlineData($"validation_context: {{ {Roots} }}", "allow_renegotiation: true", $"{Up}allow_renegotiation: a connection that was verified does not become another one")]
    [InlineData("", "auto_sni_san_validation: true", $"{Up}common_tls_context: the endpoints' certificate is not verified: whoever answers is believed", $"{Up}auto_sni_san_validation: the name in a certificate that is not verified proves nothing")]
    [InlineData("combined_validation_context: { default_validation_context: {} }", "", $"{Up}common_tls_context.combined_validation_context.validation_context_sds_secret_config: is required")]
    public void Clusters(string common, string fields, params string[] problems)
    {
        var socket = SampleBootstrap.Tls("UpstreamTlsContext", common, fields);
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)), SampleBootstrap.Service.Replace("{ name: service,", $"{{ name: service, {socket},", StringComparison.Ordinal));

        Assert.Equal(problems.Order(StringComparer.Ordinal), SampleBootstrap.Problems(text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_context_stands_where_it_belongs()
    {
        Assert.Equal(
            [$"{Chain}transport_socket.typed_config: `envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext` does not belong here"],
            Problems(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)), "UpstreamTlsContext", $"validation_context: {{ {Roots} }}", ""));
        Assert.Equal(
            [$"{Chain}transport_socket: `typed_config` is required"],
            SampleBootstrap.Problems(SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)).Replace("{ filters:", "{ transport_socket: { name: tls }, filters:", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_protocol_that_is_not_spoken_is_not_offered_to_clients()
    {
        var http = SampleBootstrap.Listener(SampleBootstrap.Http($"stat_prefix: web, http_filters: [ {SampleBootstrap.Router} ], route_config: {{}}"));

        Assert.Equal([$"{Down}common_tls_context.alpn_protocols: h2 is not offered to clients, since HTTP/2 is not spoken yet"], Problems(http, "DownstreamTlsContext", $"{Mine}, alpn_protocols: [h2, http/1.1]", ""));
        Assert.Equal([$"{Down}common_tls_context.alpn_protocols[0]: HTTP/2 is not spoken yet"], Problems(http, "DownstreamTlsContext", $"{Mine}, alpn_protocols: [h2]", ""));
    }

    [Theory]
    [InlineData("{}", "{}", "listeners[0].filter_chains[1]: this chain matches the same connections as the one at 0")]
    [InlineData("{ transport_protocol: tls }", "{}")]
    [InlineData("{ transport_protocol: tls }", "{ transport_protocol: raw_buffer }")]
    [InlineData("{ transport_protocol: quic }", "{}", $"{Chain}filter_chain_match.transport_protocol: no connection is of this kind")]
    [InlineData("{ server_names: [a.example, '*.example'] }", "{ server_names: [b.example] }")]
    [InlineData("{ server_names: [a.example, '*.example'] }", "{ server_names: [A.example] }", "listeners[0].filter_chains[1]: this chain matches the same connections as the one at 0")]
    [InlineData("{ server_names: ['*w.example'] }", "{}", $"{Chain}filter_chain_match.server_names[0]: is neither a whole name nor one like *.example.com")]
    [InlineData("{ server_names: ['*'] }", "{}", $"{Chain}filter_chain_match.server_names[0]: is neither a whole name nor one like *.example.com")]
    [InlineData("{ application_protocols: [h2, http/1.1] }", "{ application_protocols: [http/1.1] }", "listeners[0].filter_chains[1]: this chain matches the same connections as the one at 0")]
    public void Chains_are_told_apart(string first, string second, params string[] problems)
    {
        var chain = $"{{ filter_chain_match: MATCH, filters: [ {SampleBootstrap.Tcp(Tcp)} ] }}";
        var listener = SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)).Replace(
            $"{{ filters: [ {SampleBootstrap.Tcp(Tcp)} ] }}",
            $"{chain.Replace("MATCH", first, StringComparison.Ordinal)}, {chain.Replace("MATCH", second, StringComparison.Ordinal)}", StringComparison.Ordinal);

        Assert.Equal(problems, SampleBootstrap.Problems(SampleBootstrap.With(listener)));
    }

    [Fact]
    public void A_secret_of_the_file_brings_roots_and_says_nothing_of_names()
    {
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)))
            + $"  secrets: [ {{ name: r, validation_context: {{ {Roots}, allow_expired_certificate: true }} }}, {{ name: r, validation_context: {{}} }}, {{ name: s }} ]\n";

        Assert.Equal(
            [
                "secrets[0].validation_context.allow_expired_certificate: of a secret only trusted_ca is taken",
                "secrets[1].name: another secret has the name `r`; it stands at 4:22",
                "secrets[1].validation_context.trusted_ca: is required",
                "secrets[2]: one of `tls_certificate`, `validation_context` is required",
            ],
            SampleBootstrap.Problems(text));
    }

    [Fact]
    public void No_problem_shows_a_key_or_a_password()
    {
        foreach (var written in (string[])["private_key: { inline_bytes: '-----BEGIN hunter2' }", "private_key: { inline_string: 11111 }, password: { inline_string: 22222 }"])
        {
            var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)).Replace(
                "{ filters:", $"{{ {SampleBootstrap.Tls("DownstreamTlsContext", $"tls_certificates: [ {{ certificate_chain: {{ filename: c }}, {written} }} ]")}, filters:", StringComparison.Ordinal));
            var problems = BootstrapReader.Read(text, "mesh.yaml").Diagnostics;

            Assert.NotEmpty(problems);
            Assert.All(problems, problem => Assert.DoesNotMatch("hunter2|11111|22222", $"{problem.Message} {problem.Hint}"));
        }
    }

    [Fact]
    public void A_peer_that_is_not_verified_is_a_warning_and_runs()
    {
        var socket = SampleBootstrap.Tls("UpstreamTlsContext", "");
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)), SampleBootstrap.Service.Replace("{ name: service,", $"{{ name: service, {socket},", StringComparison.Ordinal));
        var reading = BootstrapReader.Read(text, "mesh.yaml");

        Assert.NotNull(reading.Bootstrap);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(reading.Diagnostics).Severity);
    }

    private static IEnumerable<string> Problems(string listener, string type, string common, string fields) => SampleBootstrap.Problems(
        SampleBootstrap.With(listener.Replace("{ filters:", $"{{ {SampleBootstrap.Tls(type, common, fields)}, filters:", StringComparison.Ordinal)));
}
