using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

public sealed class HttpChecksTests
{
    private const string Filters = "listeners[0].filter_chains[0].filters[0].typed_config";

    [Theory]
    [InlineData("route_config: {}, http_filters: [ ROUTER ]", "stat_prefix: is required")]
    [InlineData("stat_prefix: web, http_filters: [ ROUTER ]", Filters + ": one of `rds`, `route_config` is required")]
    [InlineData("stat_prefix: web, route_config: {}", "http_filters: is required")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER, ROUTER ]", "http_filters[0]: the router ends the list, so the filters behind it would never run")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ { name: router } ]", "http_filters[0]: `typed_config` is required")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ { name: router, disabled: true, typed_config: ROUTER_TYPE } ]", "http_filters[0].disabled: the router cannot be disabled")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ { typed_config: ROUTER_TYPE } ]", "http_filters[0].name: is required")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ { name: x, typed_config: { \"@type\": " + SampleBootstrap.TcpProxy + ", stat_prefix: x, cluster: service } } ]", "http_filters[0].typed_config: `envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy` is not an HTTP filter")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ { name: x, is_optional: true, typed_config: { \"@type\": a/b.C } } ]", "http_filters[0]: the last filter must be the router", "http_filters[0].typed_config.@type: ActorMesh has no extension `b.C`")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], codec_type: HTTP2", "codec_type: HTTP2 is not supported yet")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], codec_type: HTTP3", "codec_type: HTTP3 is not supported yet")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], codec_type: AUTO")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], proxy_100_continue: true", "proxy_100_continue: 100 Continue is always answered here, as soon as the upstream is there to take the body")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], strip_any_host_port: true")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], strip_any_host_port: true, strip_matching_host_port: true", "strip_any_host_port: strip_matching_host_port and strip_any_host_port exclude each other")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], max_request_headers_kb: 0", "max_request_headers_kb: 0 is outside 1..8192")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], server_name: \"a\\r\\nb\"", "server_name: a header value may not hold a line break or NUL")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], upgrade_configs: [ { upgrade_type: websocket }, { upgrade_type: WebSocket } ]", "upgrade_configs[1].upgrade_type: the upgrade `WebSocket` is configured twice")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], upgrade_configs: [ {} ]", "upgrade_configs[0].upgrade_type: is required")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], common_http_protocol_options: { max_headers_count: 0 }", "common_http_protocol_options.max_headers_count: must be at least 1")]
    [InlineData("stat_prefix: web, route_config: {}, http_filters: [ ROUTER ], tracing: {}", "tracing: Envoy's HttpConnectionManager has this field, but ActorMesh does not support it yet")]
    public void Connection_managers(string fields, params string[] problems)
    {
        var text = fields
            .Replace("ROUTER_TYPE", "{ \"@type\": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }", StringComparison.Ordinal)
            .Replace("ROUTER", SampleBootstrap.Router, StringComparison.Ordinal);

        Assert.Equal(problems, SampleBootstrap.Problems(SampleBootstrap.WithManager(text)));
    }

    [Theory]
    [InlineData("virtual_hosts: [ { name: a, domains: [a.com] }, { name: b, domains: [b.com, A.com] } ]", "virtual_hosts[1].domains[1]: the domain `A.com` belongs to the virtual host `a` already")]
    [InlineData("virtual_hosts: [ { name: a, domains: [a.com, a.com] } ]", "virtual_hosts[0].domains[1]: the domain `a.com` belongs to this virtual host already")]
    [InlineData("request_headers_to_remove: [x-ok, 'no good', Host]", "request_headers_to_remove[1]: `no good` is not a header name", "request_headers_to_remove[2]: `Host` cannot be removed")]
    [InlineData("vhost_header: 'no good'", "vhost_header: `no good` is not a header name")]
    [InlineData("request_mirror_policies: [ { cluster: nowhere } ]", "request_mirror_policies[0].cluster: no cluster has the name `nowhere`")]
    [InlineData("request_mirror_policies: [ { cluster: nowhere } ], validate_clusters: false")]
    [InlineData("request_mirror_policies: [ {} ]", "request_mirror_policies[0].cluster: is required")]
    [InlineData("request_mirror_policies: [ { cluster: service, cluster_header: x } ]", "request_mirror_policies[0].cluster_header: cluster and cluster_header cannot both name the cluster")]
    [InlineData("request_mirror_policies: [ { cluster: service, runtime_fraction: {} } ]", "request_mirror_policies[0].runtime_fraction.default_value: is required")]
    [InlineData("request_mirror_policies: [ { cluster: service, runtime_fraction: { default_value: { numerator: 200 } } } ]", "request_mirror_policies[0].runtime_fraction.default_value.numerator: 200 of 100 is more than all, and taken as all")]
    [InlineData("request_headers_to_add: [ {} ]", "request_headers_to_add[0].header: is required")]
    [InlineData("request_headers_to_add: [ { header: { value: x } } ]", "request_headers_to_add[0].header.key: is required")]
    [InlineData("request_headers_to_add: [ { header: { key: ':path', value: x } } ]", "request_headers_to_add[0].header.key: `:path` cannot be changed this way")]
    [InlineData("request_headers_to_add: [ { header: { key: 'a b', value: x } } ]", "request_headers_to_add[0].header.key: `a b` is not a header name")]
    [InlineData("request_headers_to_add: [ { header: { key: a, value: \"x\\r\\nevil: 1\" } } ]", "request_headers_to_add[0].header.value: a header value may not hold a line break or NUL")]
    [InlineData("request_headers_to_add: [ { header: { key: a, value: '100%' } } ]", "request_headers_to_add[0].header.value: a `%` in `100%` opens an operator and nothing closes it")]
    [InlineData("request_headers_to_add: [ { header: { key: a, value: '100%% %PROTOCOL% %REQ(a%b):9%' } } ]")]
    [InlineData("response_headers_to_add: [ { header: { key: a }, append: false } ]", "response_headers_to_add[0].append: Envoy's HeaderValueOption has this field, but ActorMesh does not support it yet")]
    public void Route_tables(string fields, params string[] problems) => Assert.Equal(problems, SampleBootstrap.Problems(SampleBootstrap.WithTable(fields)));

    [Theory]
    [InlineData("domains: [a.com]", "virtual_hosts[0].name: is required")]
    [InlineData("name: a", "virtual_hosts[0].domains: is required")]
    [InlineData("name: a, domains: ['']", "virtual_hosts[0].domains[0]: a domain must not be empty")]
    [InlineData("name: a, domains: ['http://a.com']", "virtual_hosts[0].domains[0]: `http://a.com` has a scheme")]
    [InlineData("name: a, domains: ['a.com/x']", "virtual_hosts[0].domains[0]: `a.com/x` is not a domain")]
    [InlineData("name: a, domains: ['a.*.com']", "virtual_hosts[0].domains[0]: the `*` of `a.*.com` stands in a place where it means nothing")]
    [InlineData("name: a, domains: ['*.a.*']", "virtual_hosts[0].domains[0]: the `*` of `*.a.*` stands in a place where it means nothing")]
    [InlineData("name: a, domains: ['*', '*.a.com', 'a.*', '*-b.com', 'a.com:8080', '[::1]:80']")]
    [InlineData("name: a, domains: ['*'], matcher: {}", "virtual_hosts[0].matcher: Envoy's VirtualHost has this field, but ActorMesh does not support it yet")]
    public void Virtual_hosts(string fields, params string[] problems) => Assert.Equal(problems, SampleBootstrap.Problems(SampleBootstrap.WithHost(fields)));
}
