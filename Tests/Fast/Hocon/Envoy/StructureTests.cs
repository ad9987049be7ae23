using ActorMesh.Hocon.Envoy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Mappings, lists, either-or fields, extensions, aliases.</summary>
public sealed class StructureTests
{
    [Fact]
    public void An_alias_stands_for_what_its_anchor_marks()
    {
        const string Text = """
            static_resources:
              listeners:
              - name: one
                address: { socket_address: { address: 127.0.0.1, port_value: 1 } }
                filter_chains: &chains
                - filters:
                  - name: tcp
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                      stat_prefix: tcp
                      cluster: service
              - name: two
                address: { socket_address: { address: 127.0.0.1, port_value: 2 } }
                filter_chains: *chains
              clusters:
              - &service
                name: service
                connect_timeout: 3s
                load_assignment: { endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 3 } } } } ] } ] }
              - <<: *service
                name: other
            """;
        var reading = BootstrapReader.Read(Text, "mesh.yaml");

        Assert.Empty(reading.Diagnostics);
        var resources = reading.Bootstrap!.StaticResources;
        Assert.Equal(resources.Listeners[0].FilterChains, resources.Listeners[1].FilterChains);
        Assert.Equal("other", resources.Clusters[1].Name);
        Assert.Equal(3, resources.Clusters[1].ConnectTimeout.Seconds);
        Assert.Equal(resources.Clusters[0].LoadAssignment, resources.Clusters[1].LoadAssignment);
    }

    [Fact]
    public void Own_keys_beat_merged_ones_and_earlier_merged_ones_beat_later_ones()
    {
        var reading = BootstrapReader.Read("node: { metadata: { a: &a { x: 1, y: 1 }, b: &b { x: 2, z: 2 }, c: { <<: [*a, *b], y: 3 } } }", "mesh.yaml");

        var merged = reading.Bootstrap!.Node.Metadata.Fields["c"].StructValue.Fields;
        Assert.Equal((1, 3, 2), (merged["x"].NumberValue, merged["y"].NumberValue, merged["z"].NumberValue));
    }

    [Theory]
    [InlineData("node: *nobody", "no anchor `&nobody` stands before this alias")]
    [InlineData("node: &me { metadata: *me }", "`*me` would contain itself")]
    [InlineData("node: { <<: 5 }", "`<<` takes a mapping or a list of mappings")]
    [InlineData("node: !custom {}", "the YAML tag `!custom` means nothing here")]
    [InlineData("? [a]\n: b", "a key must be a single value")]
    [InlineData("node: {}\n---\nnode: {}", "a second document starts here")]
    [InlineData("", "the file is empty")]
    [InlineData("# nothing yet\n", "the file is empty")]
    [InlineData("[]", "expected a mapping with fields of Bootstrap, found a list")]
    [InlineData("hello", "expected a mapping with fields of Bootstrap, found a single value")]
    [InlineData("node: \"a\u0000b\"", "the character U+0000 may not stand in a file")]
    [InlineData("node: { id: a, id: b }", "the key `id` is given twice; the first stands at 1:9")]
    public void Documents_that_mean_nothing(string text, string problem) =>
        Assert.Contains($": {problem}", SampleBootstrap.Problems(text));

    [Theory]
    [InlineData("cluster: service, weighted_clusters: { clusters: [ { name: service, weight: 1 } ] }", "route.weighted_clusters: `cluster` is already set at 2:{0}; only one of cluster, cluster_header, weighted_clusters may be")]
    [InlineData("cluster: service, timeout: 1s, max_stream_duration: { maxStreamDuration: 1s, max_stream_duration: 2s }", "route.max_stream_duration.max_stream_duration: the field is given twice; the first stands at 2:{0} as `maxStreamDuration`")]
    [InlineData("cluster: service, hash_policy: { terminal: true }", "route.hash_policy: expected a list, found a mapping")]
    [InlineData("cluster: service, hash_policy: [ ~ ]", "route.hash_policy[0]: this list item is empty")]
    [InlineData("cluster: service, max_stream_duration: 5s", "route.max_stream_duration: expected a mapping with fields of MaxStreamDuration, found a single value")]
    public void Values_of_the_wrong_shape(string action, string problem)
    {
        var text = SampleBootstrap.WithAction(action);
        var column = text.Split('\n')[1].IndexOf(action.Contains("maxStream", StringComparison.Ordinal) ? "maxStreamDuration" : "cluster: service", StringComparison.Ordinal) + 1;

        Assert.Equal([string.Format(null, problem, column)], SampleBootstrap.Problems(text));
    }

    [Fact]
    public void A_null_alternative_leaves_room_for_the_other() =>
        Assert.Empty(SampleBootstrap.Problems(SampleBootstrap.WithAction("cluster: service, cluster_header: ~")));

    [Theory]
    [InlineData("""{ name: x }""", "listeners[0].filter_chains[0].filters[0]: `typed_config` is required")]
    [InlineData("""{ name: x, typed_config: {} }""", "listeners[0].filter_chains[0].filters[0].typed_config: @type is missing, so the kind of this configuration is not known")]
    [InlineData("""{ name: x, typed_config: { "@type": ~ } }""", "@type: @type is empty")]
    [InlineData("""{ name: x, typed_config: 5 }""", "listeners[0].filter_chains[0].filters[0].typed_config: expected a mapping with @type, found a single value")]
    [InlineData("""{ name: x, typed_config: { "@type": envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy } }""", "@type: `envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy` is not a type URL")]
    [InlineData("""{ name: x, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }""", "listeners[0].filter_chains[0].filters[0].typed_config: `envoy.extensions.filters.http.router.v3.Router` is not a network filter")]
    public void Extensions_that_are_none(string filter, string problem) =>
        Assert.Equal([problem], SampleBootstrap.Problems(SampleBootstrap.With(SampleBootstrap.Listener(filter))));

    [Fact]
    public void An_unknown_HTTP_filter_that_is_optional_is_skipped_with_a_warning()
    {
        var text = SampleBootstrap.WithManager($$"""stat_prefix: web, route_config: {}, http_filters: [ { name: x, is_optional: true, typed_config: { "@type": a/b.C } }, {{SampleBootstrap.Router}} ]""");
        var reading = BootstrapReader.Read(text, "mesh.yaml");

        Assert.Equal("ActorMesh has no extension `b.C`", Assert.Single(reading.Diagnostics).Message);
        Assert.NotNull(reading.Bootstrap);
    }
}
