using ActorMesh.Hocon.Envoy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

public sealed class ClusterChecksTests
{
    private const string Endpoints = "load_assignment: { endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 1 } } } } ] } ] }";

    [Theory]
    [InlineData("type: STATIC", "clusters[0].load_assignment: is required")]
    [InlineData("type: EDS", "clusters[0].eds_cluster_config: is required")]
    [InlineData("type: ORIGINAL_DST", "clusters[0].type: ORIGINAL_DST is not supported yet")]
    [InlineData("load_assignment: {}", "clusters[0].load_assignment: there is no endpoint, so every request to this cluster will fail")]
    [InlineData("type: LOGICAL_DNS, load_assignment: { endpoints: [ { lb_endpoints: [ ENDPOINT, ENDPOINT ] } ] }", "clusters[0].load_assignment: LOGICAL_DNS takes one endpoint, and here are 2")]
    [InlineData(Endpoints + ", connect_timeout: 0s", "clusters[0].connect_timeout: must be at least 0.001s")]
    [InlineData(Endpoints + ", dns_refresh_rate: 0.0001s", "clusters[0].dns_refresh_rate: must be at least 0.001s")]
    [InlineData(Endpoints + ", dns_failure_refresh_rate: {}", "clusters[0].dns_failure_refresh_rate.base_interval: is required")]
    [InlineData(Endpoints + ", dns_failure_refresh_rate: { base_interval: 2s, max_interval: 1s }", "clusters[0].dns_failure_refresh_rate.max_interval: must not be below base_interval")]
    [InlineData(Endpoints + ", per_connection_buffer_limit_bytes: 0", "clusters[0].per_connection_buffer_limit_bytes: must be at least 1")]
    [InlineData(Endpoints + ", upstream_connection_options: { tcp_keepalive: { keepalive_probes: 128, keepalive_time: 0, keepalive_interval: 32768 } }", "clusters[0].upstream_connection_options.tcp_keepalive.keepalive_probes: 128 is outside 1..127", "clusters[0].upstream_connection_options.tcp_keepalive.keepalive_time: 0 is outside 1..32767", "clusters[0].upstream_connection_options.tcp_keepalive.keepalive_interval: 32768 is outside 1..32767")]
    [InlineData(Endpoints + ", upstream_connection_options: { tcp_keepalive: { keepalive_probes: 127, keepalive_time: 1 } }, alt_stat_name: x")]
    [InlineData(Endpoints + ", typed_extension_protocol_options: { OPTIONS: { \"@type\": type.googleapis.com/OPTIONS, common_http_protocol_options: { max_response_headers_kb: 8193, max_headers_count: 0 }, explicit_http_config: { http_protocol_options: {} } } }", "clusters[0].typed_extension_protocol_options[\"OPTIONS\"].common_http_protocol_options.max_response_headers_kb: 8193 is outside 1..8192", "clusters[0].typed_extension_protocol_options[\"OPTIONS\"].common_http_protocol_options.max_headers_count: must be at least 1")]
    [InlineData(Endpoints + ", ring_hash_lb_config: {}", "clusters[0].ring_hash_lb_config: has no effect, because lb_policy is ROUND_ROBIN")]
    [InlineData(Endpoints + ", lb_policy: RING_HASH, ring_hash_lb_config: { minimum_ring_size: 10, maximum_ring_size: 5 }", "clusters[0].ring_hash_lb_config.maximum_ring_size: 5 is below minimum_ring_size, 10")]
    [InlineData(Endpoints + ", lb_policy: RING_HASH, ring_hash_lb_config: { minimum_ring_size: 8388609 }", "clusters[0].ring_hash_lb_config.minimum_ring_size: 8388609 is more than 8388608")]
    [InlineData(Endpoints + ", lb_policy: MAGLEV, maglev_lb_config: { table_size: 65536 }", "clusters[0].maglev_lb_config.table_size: 65536 is not a prime of at most 5000011")]
    [InlineData(Endpoints + ", lb_policy: MAGLEV, maglev_lb_config: { table_size: 5000011 }")]
    [InlineData(Endpoints + ", lb_policy: LEAST_REQUEST, least_request_lb_config: { choice_count: 1 }", "clusters[0].least_request_lb_config.choice_count: a choice between 1 is none")]
    [InlineData(Endpoints + ", lb_policy: LEAST_REQUEST, least_request_lb_config: { active_request_bias: { default_value: -1 } }", "clusters[0].least_request_lb_config.active_request_bias.default_value: -1 is not 0 or more")]
    [InlineData(Endpoints + ", common_lb_config: { consistent_hashing_lb_config: { hash_balance_factor: 99 } }", "clusters[0].common_lb_config.consistent_hashing_lb_config.hash_balance_factor: 99 percent of the mean load is too little for all requests to fit")]
    [InlineData(Endpoints + ", common_lb_config: { healthy_panic_threshold: { value: 101 } }", "clusters[0].common_lb_config.healthy_panic_threshold.value: 101 is outside 0..100")]
    [InlineData(Endpoints + ", common_lb_config: { locality_weighted_lb_config: {} }", "clusters[0].common_lb_config: locality_weighted_lb_config is set and no locality has a load_balancing_weight")]
    [InlineData(Endpoints + ", circuit_breakers: { thresholds: [ {}, { priority: HIGH }, { priority: 1 } ] }", "clusters[0].circuit_breakers.thresholds[2].priority: the priority HIGH has thresholds already")]
    [InlineData(Endpoints + ", typed_extension_protocol_options: { http: { \"@type\": type.googleapis.com/OPTIONS, explicit_http_config: { http_protocol_options: {} } } }", "clusters[0].typed_extension_protocol_options: there are no protocol options called `http`")]
    [InlineData(Endpoints + ", typed_extension_protocol_options: { OPTIONS: { \"@type\": type.googleapis.com/OPTIONS } }", "clusters[0].typed_extension_protocol_options[\"OPTIONS\"]: `explicit_http_config` is required")]
    [InlineData(Endpoints + ", typed_extension_protocol_options: { OPTIONS: { \"@type\": type.googleapis.com/OPTIONS, explicit_http_config: { http2_protocol_options: {} } } }", "clusters[0].typed_extension_protocol_options[\"OPTIONS\"].explicit_http_config: `http_protocol_options` is required", "clusters[0].typed_extension_protocol_options[\"OPTIONS\"].explicit_http_config.http2_protocol_options: Envoy's ExplicitHttpConfig has this field, but ActorMesh does not support it yet")]
    [InlineData(Endpoints + ", typed_extension_protocol_options: { OPTIONS: { \"@type\": type.googleapis.com/OPTIONS, common_http_protocol_options: { idle_timeout: 30s }, explicit_http_config: { http_protocol_options: {} } } }")]
    [InlineData(Endpoints + ", dns_jitter: 1s", "clusters[0].dns_jitter: Envoy's Cluster has this field, but ActorMesh does not support it yet")]
    public void Clusters(string fields, params string[] problems)
    {
        var text = Fill(fields);

        Assert.Equal(problems.Select(Fill), SampleBootstrap.Problems(SampleBootstrap.WithCluster(text)));
    }

    [Theory]
    [InlineData("{ lb_endpoints: [ {} ] }", "endpoints[0].lb_endpoints[0]: `endpoint` is required")]
    [InlineData("{ lb_endpoints: [ { endpoint: {} } ] }", "endpoints[0].lb_endpoints[0].endpoint.address: is required")]
    [InlineData("{ lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 0 } } } } ] }", "endpoints[0].lb_endpoints[0].endpoint.address.socket_address.port_value: nobody can be reached on port 0")]
    [InlineData("{ lb_endpoints: [ { endpoint: { address: { socket_address: { address: orders, port_value: 1 } } } } ] }", "endpoints[0].lb_endpoints[0].endpoint.address.socket_address.address: `orders` is not an IP address")]
    [InlineData("{ lb_endpoints: [ ENDPOINT ], priority: 1 }", "endpoints[0].priority: no locality has the priority 0, so 1 would never be reached")]
    [InlineData("{ lb_endpoints: [ ENDPOINT ] }, { lb_endpoints: [ ENDPOINT ], priority: 2 }, { lb_endpoints: [ ENDPOINT ], priority: 2 }", "endpoints[1].priority: no locality has the priority 1, so 2 would never be reached")]
    [InlineData("{ lb_endpoints: [ ENDPOINT ] }, { lb_endpoints: [ ENDPOINT ], priority: 129 }", "endpoints[1].priority: the priority 129 is outside 0..128")]
    [InlineData("{ lb_endpoints: [ ENDPOINT ], load_balancing_weight: 0 }", "endpoints[0].load_balancing_weight: the weight must be at least 1")]
    [InlineData("{ lb_endpoints: [ { load_balancing_weight: 0, endpoint: { address: ADDRESS } } ] }", "endpoints[0].lb_endpoints[0].load_balancing_weight: the weight must be at least 1")]
    [InlineData("{ lb_endpoints: [ ENDPOINT, { load_balancing_weight: 4294967295, endpoint: { address: ADDRESS } } ] }", "endpoints[0].lb_endpoints: the weights add up to 4294967296, more than 4294967295")]
    [InlineData("{ lb_endpoints: [ { health_status: DRAINING, metadata: { filter_metadata: { envoy.lb: { hash_key: a } } }, endpoint: { address: ADDRESS, hostname: a.com } } ], locality: { region: eu, zone: a, sub_zone: b }, load_balancing_weight: 3 }")]
    public void Endpoint_lists(string endpoints, params string[] problems) => Assert.Equal(
        problems.Select(problem => $"clusters[0].load_assignment.{problem}"),
        SampleBootstrap.Problems(SampleBootstrap.WithCluster($"load_assignment: {{ endpoints: [ {Fill(endpoints)} ] }}")));

    [Theory]
    [InlineData("drop_overloads: [ {} ]", "drop_overloads[0].category: is required", "drop_overloads[0].drop_percentage: is required")]
    [InlineData("overprovisioning_factor: 0", "overprovisioning_factor: must be at least 1")]
    [InlineData("drop_overloads: [ { category: x, drop_percentage: { numerator: 5 } } ], overprovisioning_factor: 100")]
    public void Assignment_policies(string policy, params string[] problems) => Assert.Equal(
        problems.Select(problem => $"clusters[0].load_assignment.policy.{problem}"),
        SampleBootstrap.Problems(SampleBootstrap.WithCluster(Fill($"load_assignment: {{ endpoints: [ {{ lb_endpoints: [ ENDPOINT ] }} ], policy: {{ {policy} }} }}"))));

    [Theory]
    [InlineData("orders", true)]
    [InlineData("orders.shop.svc.cluster.local", true)]
    [InlineData("my_host", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("'::1'", true)]
    [InlineData("'http://orders'", false)]
    [InlineData("'orders:80'", false)]
    [InlineData("'a b'", false)]
    [InlineData("ordérs", false)]
    public void A_DNS_cluster_takes_names(string address, bool isGood)
    {
        var cluster = Fill(Endpoints).Replace("127.0.0.1", address, StringComparison.Ordinal);

        Assert.Equal(isGood, !SampleBootstrap.Problems(SampleBootstrap.WithCluster($"type: STRICT_DNS, {cluster}")).Any());
    }

    [Fact]
    public void A_name_in_a_static_cluster_is_answered_with_the_kind_that_takes_names()
    {
        var text = SampleBootstrap.WithCluster(Endpoints.Replace("127.0.0.1", "orders", StringComparison.Ordinal));

        Assert.Equal("names are resolved by clusters of type STRICT_DNS or LOGICAL_DNS", Assert.Single(BootstrapReader.Read(text, "mesh.yaml").Diagnostics).Hint);
    }

    [Fact]
    public void Cluster_names_are_taken_once()
    {
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp("stat_prefix: tcp, cluster: service")), $"{SampleBootstrap.Service}, {SampleBootstrap.Service}");

        Assert.Equal(["clusters[1].name: another cluster has the name `service`; it stands at 3:23"], SampleBootstrap.Problems(text));
    }

    private static string Fill(string text) => text
        .Replace("ENDPOINT", "{ endpoint: { address: ADDRESS } }", StringComparison.Ordinal)
        .Replace("ADDRESS", "{ socket_address: { address: 127.0.0.1, port_value: 1 } }", StringComparison.Ordinal)
        .Replace("OPTIONS", SampleBootstrap.UpstreamOptions, StringComparison.Ordinal);
}
