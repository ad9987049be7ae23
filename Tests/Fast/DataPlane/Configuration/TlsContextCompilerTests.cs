using System.Security.Authentication;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Security;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Tests.Fast.Hocon.Envoy;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

/// <summary>From a file to what handshakes are done by.</summary>
public sealed class TlsContextCompilerTests
{
    private const string Tcp = "stat_prefix: tcp, cluster: service";

    [Fact]
    public void A_listener_proves_itself_and_asks_who_comes()
    {
        var tls = Server(
            $"{SampleBootstrap.Certificate}, alpn_protocols: [x], tls_params: {{ tls_minimum_protocol_version: TLSv1_3 }}, validation_context: {{ trusted_ca: {{ filename: ca }}, " +
            "match_typed_subject_alt_names: [ { san_type: URI, matcher: { prefix: spiffe://shop/ } }, { san_type: DNS, matcher: { suffix: .shop } } ], " +
            $"verify_certificate_hash: ['{string.Join(':', Enumerable.Repeat("AB", 32))}'], allow_expired_certificate: true }}",
            "require_client_certificate: true, require_sni: true");

        var expected = new ServerTls("file:c|k", new PeerValidation("roots:file:ca", new([new(SubjectNameKind.Uri, NameFit.Prefix, "spiffe://shop/"), new(SubjectNameKind.Dns, NameFit.Suffix, ".shop")]))
        {
            CertificateHashes = new([string.Concat(Enumerable.Repeat("ab", 32))]), AllowsExpired = true,
        })
        {
            RequiresClientCertificate = true, RequiresServerName = true, Protocols = SslProtocols.Tls13, ApplicationProtocols = new([new("x")]),
        };
        Assert.Equal(expected, tls);
    }

    [Fact]
    public void A_cluster_says_whom_it_expects()
    {
        var tls = Client(
            "tls_certificates: [ { pkcs12: { filename: p } } ], validation_context: { trusted_ca: { environment_variable: CA } }, tls_params: { tls_maximum_protocol_version: TLSv1_2 }",
            "sni: orders.shop, auto_host_sni: true, auto_sni_san_validation: true");

        var expected = new ClientTls("file:p", new PeerValidation("roots:environment:CA", new([])), "orders.shop")
        {
            Protocols = SslProtocols.Tls12, TakesHostNameOfEndpoint = true, VerifiesServerName = true,
        };
        Assert.Equal(expected, tls);
        Assert.Equal(new ClientTls(null, null, ""), Client("", ""));
    }

    [Fact]
    public void What_stands_in_the_file_is_named_by_its_certificate_and_never_by_its_key()
    {
        var first = Server("tls_certificates: [ { certificate_chain: { inline_string: a }, private_key: { inline_string: b } } ]", "");
        var second = Server("tls_certificates: [ { certificate_chain: { inline_bytes: YQ== }, private_key: { inline_string: c } } ]", "");

        Assert.StartsWith("inline:", first.IdentityName, StringComparison.Ordinal);
        Assert.Equal(first.IdentityName, second.IdentityName);
    }

    [Fact]
    public void Chains_for_plain_and_for_secured_connections_stand_side_by_side()
    {
        var secured = $"{{ filter_chain_match: {{ transport_protocol: tls, server_names: [A.Shop], application_protocols: [x] }}, {SampleBootstrap.Tls("DownstreamTlsContext", SampleBootstrap.Certificate)}, filters: [ {SampleBootstrap.Tcp(Tcp)} ] }}";
        var listener = SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)).Replace("filter_chains: [", $"filter_chains: [ {secured},", StringComparison.Ordinal);
        var chains = ListenerCompiler.Compile(Read(SampleBootstrap.With(listener)).StaticResources.Listeners[0], null).Chains;

        Assert.Equal(["a.shop"], chains[0].Match.ServerNames);
        Assert.Equal(["x"], chains[0].Match.ApplicationProtocols);
        Assert.True(chains[0].Match.IsTls);
        Assert.NotNull(chains[0].Tls);
        Assert.True(chains[1].Match.IsEmpty);
        Assert.Null(chains[1].Tls);
    }

    [Fact]
    public void HTTP_2_is_offered_by_no_listener_that_reads_HTTP()
    {
        var common = $"{SampleBootstrap.Certificate}, alpn_protocols: [h2, http/1.1]";
        var http = SampleBootstrap.Listener(SampleBootstrap.Http($"stat_prefix: web, http_filters: [ {SampleBootstrap.Router} ], route_config: {{}}"));

        Assert.Equal(["http/1.1"], Server(common, "", http).ApplicationProtocols.Select(protocol => protocol.ToString()));
        Assert.Equal(["h2", "http/1.1"], Server(common, "").ApplicationProtocols.Select(protocol => protocol.ToString()));
    }

    private static ServerTls Server(string common, string fields, string? listener = null)
    {
        var text = (listener ?? SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp))).Replace("{ filters:", $"{{ {SampleBootstrap.Tls("DownstreamTlsContext", common, fields)}, filters:", StringComparison.Ordinal);
        return ListenerCompiler.Compile(Read(SampleBootstrap.With(text)).StaticResources.Listeners[0], null).Chains[0].Tls!;
    }

    private static ClientTls Client(string common, string fields)
    {
        var socket = SampleBootstrap.Tls("UpstreamTlsContext", common, fields);
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)), SampleBootstrap.Service.Replace("{ name: service,", $"{{ name: service, {socket},", StringComparison.Ordinal));
        return ClusterCompiler.Compile(Read(text).StaticResources.Clusters[0]).Pool.Tls!;
    }

    private static Bootstrap Read(string text)
    {
        var reading = BootstrapReader.Read(text, "mesh.yaml");
        return reading.Bootstrap ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }
}
