using System.Net;
using ActorMesh.Cli.Demo;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Hocon.Envoy;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

public sealed class ConfigurationReaderTests
{
    private static readonly string Sample = new DemoConfiguration(portOffset: 0).Text;

    [Fact]
    public void The_admin_api_listens_where_the_file_says() =>
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 15000), ConfigurationReader.Read(Sample, "f.yaml", lenient: false).Admin);

    [Fact]
    public void An_admin_address_that_is_not_loopback_is_an_error_where_it_stands()
    {
        var reading = ConfigurationReader.Read(Sample.Replace("127.0.0.1, port_value: 15000", "0.0.0.0, port_value: 15000"), "f.yaml", lenient: true);
        var finding = Assert.Single(reading.Diagnostics);
        Assert.Null(reading.Bootstrap);
        Assert.StartsWith("f.yaml:7:12: error: admin.address: the admin API listens on loopback only", finding.ToString());
    }

    [Fact]
    public void A_file_without_an_admin_section_has_no_admin_api()
    {
        var reading = ConfigurationReader.Read(Sample[Sample.IndexOf("static_resources", StringComparison.Ordinal)..], "f.yaml", lenient: false);
        Assert.NotNull(reading.Bootstrap);
        Assert.Null(reading.Admin);
    }

    [Fact]
    public void A_limit_of_a_mesh_without_a_control_plane_to_ask_is_warned_of()
    {
        const string Limited = """
            static_resources:
              listeners:
                - name: front
                  address: { socket_address: { address: 127.0.0.1, port_value: 18080 } }
                  filter_chains:
                    - filters:
                        - name: envoy.filters.network.http_connection_manager
                          typed_config:
                            "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                            stat_prefix: front
                            route_config: { virtual_hosts: [ { name: all, domains: ["*"], routes: [ { match: { prefix: / }, direct_response: { status: 200 } } ] } ] }
                            http_filters:
                              - name: limit
                                typed_config:
                                  "@type": type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit
                                  domain: d
                                  rate_limit_service: { grpc_service: { envoy_grpc: { cluster_name: CLUSTER } }, transport_api_version: V3 }
                              - name: router
                                typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
            """;

        var own = ConfigurationReader.Read(Limited.Replace("CLUSTER", "rate-limiter", StringComparison.Ordinal), "f.yaml", lenient: false);
        var foreign = ConfigurationReader.Read(Limited.Replace("CLUSTER", "lyft", StringComparison.Ordinal), "f.yaml", lenient: false);

        Assert.Contains("there is no control plane to ask", Assert.Single(own.Diagnostics).ToString(), StringComparison.Ordinal);
        Assert.NotNull(own.Bootstrap);
        Assert.Contains("'lyft' is not asked", Assert.Single(foreign.Diagnostics).ToString(), StringComparison.Ordinal);
        Assert.Null(foreign.Bootstrap);
    }

    [Fact]
    public void Equal_texts_have_equal_fingerprints_and_others_do_not()
    {
        var reading = ConfigurationReader.Read(Sample, "f.yaml", lenient: false);
        Assert.Equal(reading.Fingerprint, ConfigurationReader.Read(Sample, "g.yaml", lenient: true).Fingerprint);
        Assert.NotEqual(reading.Fingerprint, ConfigurationReader.Read(Sample + " ", "f.yaml", lenient: false).Fingerprint);
    }

    [Theory]
    [InlineData("cluster 'orders'", "- name: orders\n      type:")]
    [InlineData("listener 'shop'", "- name: shop\n      address:")]
    [InlineData("cluster 'unheard-of'", "")]
    [InlineData("configuration", "")]
    public void A_resource_leads_back_to_its_line(string resource, string start)
    {
        var line = Sample.AsSpan(0, Sample.IndexOf(start, StringComparison.Ordinal)).Count('\n') + 1;
        Assert.Equal(line, ResourcePosition.Of(resource, ConfigurationReader.Read(Sample, "f.yaml", lenient: false)).Line);
    }

    [Fact]
    public void Every_route_leads_back_to_its_line()
    {
        var reading = ConfigurationReader.Read(Sample, "f.yaml", lenient: false);
        var routes = Sample.Split('\n').Index().Where(line => line.Item.Contains("- name: ", StringComparison.Ordinal) && line.Item.StartsWith("                        - ", StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count > 1);
        Assert.Equal(
            routes.Select(line => $"f.yaml:{line.Index + 1}:{line.Item.IndexOf("name", StringComparison.Ordinal) + 1}"),
            routes.Select((_, index) => reading.PositionOfRoute(new RoutePlace("shop", VirtualHost: 0, index))));
    }
}
