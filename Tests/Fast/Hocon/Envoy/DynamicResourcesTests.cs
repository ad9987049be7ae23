using ActorMesh.Hocon.Envoy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Bootstraps that name a control plane: those that can be followed, and why others cannot.</summary>
public sealed class DynamicResourcesTests
{
    private const string Good = """
        node: { id: web-1, cluster: web }
        dynamic_resources:
          ads_config: { api_type: GRPC, transport_api_version: V3, grpc_services: [ { envoy_grpc: { cluster_name: xds } } ] }
          lds_config: { ads: {}, resource_api_version: V3 }
          cds_config: { ads: {}, resource_api_version: V3 }
        static_resources:
          clusters:
          - name: xds
            type: STRICT_DNS
            typed_extension_protocol_options:
              envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                explicit_http_config: { http2_protocol_options: {} }
            load_assignment: { cluster_name: xds, endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: control, port_value: 18000 } } } } ] } ] }
        """;

    [Fact]
    public void A_bootstrap_may_name_a_control_plane()
    {
        var reading = BootstrapReader.Read(Good, "envoy.yaml");

        Assert.Empty(reading.Diagnostics);
        Assert.Equal("xds", ControlPlaneCluster.NameIn(reading.Bootstrap!));
    }

    [Fact]
    public void It_may_be_named_by_each_source_in_place_of_ads()
    {
        var api = "{ api_type: AGGREGATED_GRPC, transport_api_version: V3, grpc_services: [ { envoy_grpc: { cluster_name: xds } } ] }";
        var text = Good.Replace("ads: {}", $"api_config_source: {api}", StringComparison.Ordinal);
        var start = text.IndexOf("  ads_config", StringComparison.Ordinal);
        text = text.Remove(start, text.IndexOf('\n', start) + 1 - start);

        Assert.Equal("xds", ControlPlaneCluster.NameIn(BootstrapReader.Read(text, "envoy.yaml").Bootstrap!));
    }

    [Fact]
    public void Http2_is_for_control_planes_alone()
    {
        var other = Good.Replace("cluster_name: xds } }", "cluster_name: other } }", StringComparison.Ordinal);

        Assert.Contains(BootstrapReader.Read(other, "envoy.yaml").Diagnostics, finding => finding.Path.EndsWith(".http2_protocol_options", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("api_type: GRPC", "api_type: REST", "dynamic_resources.ads_config.api_type: REST is not spoken: changes would have to be asked for again and again")]
    [InlineData("transport_api_version: V3", "transport_api_version: V2", "dynamic_resources.ads_config.transport_api_version: must be V3")]
    [InlineData("lds_config: { ads: {},", "lds_config: { api_config_source: { api_type: GRPC, transport_api_version: V3, grpc_services: [ { envoy_grpc: { cluster_name: xds } } ] },", "dynamic_resources.lds_config.api_config_source.api_type: a stream for one type of resources alone is not opened")]
    [InlineData("cds_config: { ads: {},", "cds_config: {", "dynamic_resources.cds_config: one of `api_config_source`, `ads`, `self` is required")]
    [InlineData("id: web-1, ", "", "node.id: is required")]
    [InlineData("- name: xds", "- name: xdss", "dynamic_resources.ads_config.grpc_services[0].envoy_grpc.cluster_name: no cluster has the name `xds`")]
    [InlineData("lds_config: { ads: {}", "lds_config: { path_config_source: { path: /x }, ads: {}", "dynamic_resources.lds_config.path_config_source: unknown or unsupported field in ConfigSource")]
    public void What_cannot_be_followed_is_refused_with_its_reason(string right, string wrong, string problem)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        var reading = BootstrapReader.Read(Good.Replace(right, wrong, StringComparison.Ordinal), "envoy.yaml");

        Assert.Null(reading.Bootstrap);
        Assert.Contains(problem, reading.Diagnostics.Select(finding => $"{finding.Path}: {finding.Message}"));
    }
}
