using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

public sealed class ListenerChecksTests
{
    private const string Tcp = "stat_prefix: tcp, cluster: service";

    [Theory]
    [InlineData("{ filter_chains: [ CHAIN ] }", "listeners[0].name: is required", "listeners[0].address: is required")]
    [InlineData("{ name: '', address: ADDRESS, filter_chains: [ CHAIN ] }", "listeners[0].name: must not be empty")]
    [InlineData("{ name: a, address: ADDRESS }", "listeners[0].filter_chains: is required")]
    [InlineData("{ name: a, address: ADDRESS, filter_chains: [] }", "listeners[0].filter_chains: must not be empty")]
    [InlineData("{ name: a, address: ADDRESS, filter_chains: [ CHAIN, CHAIN ] }", "listeners[0].filter_chains[1]: this chain matches the same connections as the one at 0")]
    [InlineData("{ name: a, address: ADDRESS, filter_chains: [ { filters: [] } ] }", "listeners[0].filter_chains[0].filters: must not be empty")]
    [InlineData("{ name: a, address: ADDRESS, filter_chains: [ CHAIN ], per_connection_buffer_limit_bytes: 0 }", "listeners[0].per_connection_buffer_limit_bytes: must be at least 1")]
    [InlineData("{ name: a, address: ADDRESS, filter_chains: [ { filter_chain_match: { source_ports: [1] }, filters: [ FILTER ] } ] }", "listeners[0].filter_chains[0].filter_chain_match.source_ports: Envoy's FilterChainMatch has this field, but ActorMesh does not support it yet")]
    [InlineData("{ name: a, address: { socket_address: { port_value: 1 } }, filter_chains: [ CHAIN ] }", "listeners[0].address.socket_address.address: is required")]
    [InlineData("{ name: a, address: { socket_address: { address: 127.0.0.1 } }, filter_chains: [ CHAIN ] }", "listeners[0].address.socket_address: `port_value` is required")]
    [InlineData("{ name: a, address: { socket_address: { address: 127.0.0.1, port_value: 65536 } }, filter_chains: [ CHAIN ] }", "listeners[0].address.socket_address.port_value: the port 65536 is outside 0..65535")]
    [InlineData("{ name: a, address: { socket_address: { address: 127.0.0.1, port_value: 1, protocol: UDP } }, filter_chains: [ CHAIN ] }", "listeners[0].address.socket_address.protocol: UDP is not supported yet")]
    [InlineData("{ name: a, address: { pipe: { path: /tmp/x } }, filter_chains: [ CHAIN ] }", "listeners[0].address.pipe: Unix sockets are not supported yet")]
    [InlineData("{ name: a, address: {}, filter_chains: [ CHAIN ] }", "listeners[0].address: one of `socket_address`, `pipe` is required")]
    [InlineData("{ name: a, address: ADDRESS, default_filter_chain: CHAIN }")]
    [InlineData("{ name: a, address: ADDRESS, filter_chains: [ { filter_chain_match: {}, filters: [ FILTER ] } ] }")]
    [InlineData("{ name: a, address: ADDRESS, filter_chains: [ { filters: [ FILTER, FILTER ] } ] }", "listeners[0].filter_chains[0].filters[1]: the filter before this one ends the chain, so this one would never run")]
    public void Listeners(string listener, params string[] problems)
    {
        var text = listener
            .Replace("CHAIN", "{ filters: [ FILTER ] }", StringComparison.Ordinal)
            .Replace("FILTER", SampleBootstrap.Tcp(Tcp), StringComparison.Ordinal)
            .Replace("ADDRESS", "{ socket_address: { address: 127.0.0.1, port_value: 1 } }", StringComparison.Ordinal);

        Assert.Equal(problems, SampleBootstrap.Problems(SampleBootstrap.With(text)));
    }

    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("255.1.2.3", true)]
    [InlineData("'::'", true)]
    [InlineData("'::1'", true)]
    [InlineData("'fe80::1'", true)]
    [InlineData("localhost", false)]
    [InlineData("127.1", false)]
    [InlineData("'1'", false)]
    [InlineData("010.0.0.1", false)]
    [InlineData("0x7f.0.0.1", false)]
    [InlineData("256.0.0.1", false)]
    [InlineData("'[::1]'", false)]
    [InlineData("'127.0.0.1:80'", false)]
    [InlineData("'::1::2'", false)]
    public void A_listener_binds_to_an_IP_literal_that_all_programs_read_alike(string address, bool isGood)
    {
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp)).Replace("127.0.0.1", address, StringComparison.Ordinal));

        Assert.Equal(isGood, !SampleBootstrap.Problems(text).Any());
    }

    [Fact]
    public void Names_and_ports_are_taken_once()
    {
        var listener = SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp));
        var text = SampleBootstrap.With($"{listener}, {listener}") + "admin: { address: { socket_address: { address: 127.0.0.1, port_value: 10000 } } }";

        Assert.Equal(
            [
                "listeners[1].name: another listener has the name `web`; it stands at 2:24",
                "listeners[1].address.socket_address.port_value: listener `web` listens on 127.0.0.1:10000 already",
                "admin.address.socket_address.port_value: listener `web` listens on 127.0.0.1:10000 already",
            ],
            SampleBootstrap.Problems(text));
    }

    [Fact]
    public void Any_number_of_listeners_may_ask_for_a_free_port()
    {
        var listeners = string.Join(", ", Enumerable.Range(0, 3).Select(i => SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp), $"l{i}", port: 0)));

        Assert.Empty(SampleBootstrap.Problems(SampleBootstrap.With(listeners)));
    }

    [Fact]
    public void An_admin_API_that_others_can_reach_gets_a_warning()
    {
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(Tcp))) + "admin: { address: { socket_address: { address: 0.0.0.0, port_value: 15000 } } }";

        Assert.Equal(["admin.address: everyone who reaches this address can drain the proxy and read its configuration"], SampleBootstrap.Problems(text));
    }

    [Theory]
    [InlineData("cluster: service", "stat_prefix: is required")]
    [InlineData("stat_prefix: tcp", "listeners[0].filter_chains[0].filters[0].typed_config: one of `cluster`, `weighted_clusters` is required")]
    [InlineData("stat_prefix: tcp, cluster: ''", "cluster: must not be empty")]
    [InlineData("stat_prefix: tcp, cluster: nowhere", "cluster: no cluster has the name `nowhere`")]
    [InlineData("stat_prefix: tcp, cluster: service, max_connect_attempts: 0", "max_connect_attempts: must be at least 1")]
    [InlineData("stat_prefix: tcp, cluster: service, max_downstream_connection_duration: 0s", "max_downstream_connection_duration: must be at least 0.001s")]
    [InlineData("stat_prefix: tcp, cluster: service, hash_policy: [ {} ]", "hash_policy[0]: `source_ip` is required")]
    [InlineData("stat_prefix: tcp, cluster: service, hash_policy: [ { source_ip: {} }, { source_ip: {} } ]", "hash_policy[1]: a connection has one source address, so one hash policy is all there can be")]
    [InlineData("stat_prefix: tcp, weighted_clusters: {}", "weighted_clusters.clusters: is required")]
    [InlineData("stat_prefix: tcp, weighted_clusters: { clusters: [ { name: service } ] }", "weighted_clusters.clusters[0].weight: the weight must be at least 1")]
    [InlineData("stat_prefix: tcp, weighted_clusters: { clusters: [ { name: servic, weight: 1 } ] }", "weighted_clusters.clusters[0].name: no cluster has the name `servic`")]
    [InlineData("stat_prefix: tcp, weighted_clusters: { clusters: [ { name: service, weight: 4294967295 }, { name: service, weight: 1 } ] }", "weighted_clusters.clusters: the weights add up to 4294967296, more than 4294967295")]
    [InlineData("stat_prefix: tcp, cluster: service, hash_policy: [ { source_ip: {} } ], idle_timeout: 0s")]
    public void Tcp_proxies(string fields, params string[] problems) =>
        Assert.Equal(problems, SampleBootstrap.Problems(SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp(fields)))));

    [Fact]
    public void A_bootstrap_without_a_listener_gets_a_warning() =>
        Assert.Equal(["static_resources: there is no listener, so no traffic will flow"], SampleBootstrap.Problems("node: { id: idle }"));
}
