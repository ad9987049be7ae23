using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>The exact words that a user reads.</summary>
public sealed class DiagnosticTextTests
{
    [Fact]
    public void All_problems_of_a_file_are_told_at_once_and_in_order()
    {
        const string Text = """
            static_resources:
              listeners:
              - name: web
                adress:
                  socket_address: { address: 0.0.0.0, port_value: 10000 }
                per_connection_buffer_limit_bytes: lots
                filter_chains:
                - filters:
                  - name: http
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                      stat_prefix: web
                      codec_type: HTTP2
                      stream_idle_timeout: 5m
                      route_config:
                        virtual_hosts:
                        - name: all
                          domains: ["*"]
                          routes:
                          - match: { prefix: / }
                            route: { cluster: servise, internal_redirect_policy: {} }
                      http_filters:
                      - name: router
                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
              clusters:
              - name: service
                lb_policy: LEAST_REQUESTS
                load_assignment:
                  endpoints:
                  - lb_endpoints:
                    - endpoint: { address: { socket_address: { address: localhost, port_value: 70000 } } }
            """;
        const string Chain = "static_resources.listeners[0].filter_chains[0].filters[0].typed_config";
        const string Address = "static_resources.clusters[0].load_assignment.endpoints[0].lb_endpoints[0].endpoint.address.socket_address";
        AssertTells(Text, $"""
            mesh.yaml:4:5: error: static_resources.listeners[0].adress: unknown or unsupported field in Listener
              hint: did you mean `address`?
            mesh.yaml:6:40: error: static_resources.listeners[0].per_connection_buffer_limit_bytes: expected a whole number, found `lots`
            mesh.yaml:13:23: error: {Chain}.codec_type: HTTP2 is not supported yet
              hint: use AUTO or HTTP1
            mesh.yaml:14:32: error: {Chain}.stream_idle_timeout: expected a duration in seconds such as 15s or 0.25s, found `5m`
              hint: write 300s
            mesh.yaml:21:35: error: {Chain}.route_config.virtual_hosts[0].routes[0].route.cluster: no cluster has the name `servise`
              hint: did you mean `service`?
            mesh.yaml:21:44: error: {Chain}.route_config.virtual_hosts[0].routes[0].route.internal_redirect_policy: Envoy's RouteAction has this field, but ActorMesh does not support it yet
              hint: remove it, or run with --lenient to go on without it
            mesh.yaml:27:16: error: static_resources.clusters[0].lb_policy: `LEAST_REQUESTS` is not a LbPolicy that ActorMesh knows; there are ROUND_ROBIN, LEAST_REQUEST, RING_HASH, RANDOM, MAGLEV
              hint: did you mean `LEAST_REQUEST`?
            mesh.yaml:31:61: error: {Address}.address: `localhost` is not an IP address
              hint: write 127.0.0.1
            mesh.yaml:31:84: error: {Address}.port_value: the port 70000 is outside 0..65535
            """);
    }

    [Fact]
    public void In_JSON_too_a_problem_has_its_line_and_column() => AssertTells(
        "{\n\t\"staticResources\": {\n\t\t\"clusters\": [{ \"connectTimeout\": 5 }]\n\t}\n}",
        """
        mesh.yaml:2:21: warning: static_resources: there is no listener, so no traffic will flow
          hint: add one to static_resources.listeners
        mesh.yaml:3:16: error: static_resources.clusters[0].name: is required
        mesh.yaml:3:16: error: static_resources.clusters[0].load_assignment: is required
          hint: list the endpoints there
        mesh.yaml:3:36: error: static_resources.clusters[0].connect_timeout: expected a duration in seconds such as 15s or 0.25s, found `5`
          hint: write 5s
        """);

    [Fact]
    public void Routes_that_nobody_can_be_asked_for_are_refused()
    {
        var text = SampleBootstrap.WithManager($"stat_prefix: web, rds: {{ route_config_name: web, config_source: {{ ads: {{}} }} }}, http_filters: [ {SampleBootstrap.Router} ]");
        var diagnostic = Assert.Single(BootstrapReader.Read(text, "mesh.yaml").Diagnostics);

        Assert.EndsWith(".rds.config_source.ads", diagnostic.Path, StringComparison.Ordinal);
        Assert.Equal("there is no control plane to be asked", diagnostic.Message);
        Assert.Equal("say where it is in dynamic_resources.ads_config", diagnostic.Hint);
    }

    [Fact]
    public void What_the_parser_cannot_read_is_told_with_its_place() => AssertTells(
        "static_resources:\n\tlisteners: []\n",
        """
        mesh.yaml:2:1: error: this is not valid YAML or JSON: a tab indents this line
          hint: YAML is indented with spaces, never with tabs
        """);

    [Theory]
    [InlineData("a: [1\nb: 2\n", "1:4", '[')]
    [InlineData("admin:\n  address: { x: [1, 2}\n", "2:17", '[')]
    [InlineData("{\n  \"a\": {\n    \"b\": [ { \"c\": \"}\" ]\n  }\n}\n", "3:12", '{')]
    [InlineData("# a [ is no bracket here\na: it's [not] one\nb: |\n  [ {\n\n  [\nc: '['\nd: [ \"\\\"]\", ']', x # ]\n", "8:4", '[')]
    public void A_bracket_that_is_not_closed_is_told_with_its_place(string text, string place, char bracket)
    {
        var diagnostic = Assert.Single(BootstrapReader.Read(text, "mesh.yaml").Diagnostics);

        Assert.Equal(place, diagnostic.Position.ToString());
        Assert.Equal($"this is not valid YAML or JSON: the `{bracket}` that stands here is not closed", diagnostic.Message);
    }

    [Fact]
    public void An_unknown_extension_is_answered_with_those_that_are_known()
    {
        var text = SampleBootstrap.With(SampleBootstrap.Listener("""{ name: redis, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProxy } }"""));
        var diagnostic = Assert.Single(BootstrapReader.Read(text, "mesh.yaml").Diagnostics);

        Assert.Equal("ActorMesh has no extension `envoy.extensions.filters.network.redis_proxy.v3.RedisProxy`", diagnostic.Message);
        Assert.Contains($"known types: {SampleBootstrap.Manager}, {SampleBootstrap.TcpProxy}, ", diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_is_shown_when_there_is_one() => Assert.Equal(
        "mesh.conf:2:7: warning AM0101: services.cart: is called by nobody",
        new Diagnostic(DiagnosticSeverity.Warning, "mesh.conf", new SourcePosition(2, 7), "services.cart", "is called by nobody", Code: "AM0101").ToString());

    private static void AssertTells(string text, string expected)
    {
        var told = string.Join('\n', BootstrapReader.Read(text, "mesh.yaml").Diagnostics);
        Assert.Equal(expected.ReplaceLineEndings("\n"), told);
    }
}
