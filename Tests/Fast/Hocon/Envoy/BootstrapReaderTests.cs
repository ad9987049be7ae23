using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

public sealed class BootstrapReaderTests
{
    private static readonly string Yaml = File.ReadAllText(ExampleFilesTests.PathOf("first-proxy.yaml"));

    [Fact]
    public void What_stands_in_the_file_stands_in_the_messages()
    {
        var bootstrap = Read(Yaml);

        Assert.Equal("first-proxy", bootstrap.Node.Id);
        Assert.Equal(15000u, bootstrap.Admin.Address.SocketAddress.PortValue);
        var listener = Assert.Single(bootstrap.StaticResources.Listeners);
        Assert.Equal("127.0.0.1", listener.Address.SocketAddress.Address);
        var manager = listener.FilterChains[0].Filters[0].TypedConfig.Unpack<HttpConnectionManager>();
        Assert.Equal(TimeSpan.FromSeconds(60), manager.StreamIdleTimeout.ToTimeSpan());
        Assert.Equal(["health", "api", "rest"], manager.RouteConfig.VirtualHosts[0].Routes.Select(route => route.Name));
        Assert.Equal(new Router(), manager.HttpFilters[0].TypedConfig.Unpack<Router>());
        var cluster = Assert.Single(bootstrap.StaticResources.Clusters);
        Assert.Equal(Cluster.Types.LbPolicy.LeastRequest, cluster.LbPolicy);
        Assert.Equal(TimeSpan.FromMilliseconds(500), cluster.ConnectTimeout.ToTimeSpan());
        Assert.Equal([18081u, 18082u], cluster.LoadAssignment.Endpoints[0].LbEndpoints.Select(e => e.Endpoint.Address.SocketAddress.PortValue));
    }

    [Fact]
    public void Protobufs_own_JSON_with_camel_case_names_reads_back_as_the_same_bootstrap()
    {
        var bootstrap = Read(Yaml);
        var json = new JsonFormatter(JsonFormatter.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry).WithIndentation()).Format(bootstrap);

        Assert.Contains("staticResources", json, StringComparison.Ordinal);
        Assert.Equal(bootstrap, Read(json));
    }

    [Fact]
    public void Protobufs_own_JSON_with_snake_case_names_reads_back_as_the_same_bootstrap()
    {
        var bootstrap = Read(Yaml);
        var settings = JsonFormatter.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry).WithPreserveProtoFieldNames(true);

        Assert.Equal(bootstrap, Read(new JsonFormatter(settings).Format(bootstrap)));
    }

    [Fact]
    public void JSON_may_be_indented_with_tabs()
    {
        var bootstrap = Read(Yaml);
        var json = new JsonFormatter(JsonFormatter.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry).WithIndentation("\t")).Format(bootstrap);

        Assert.Contains("\t\t", json, StringComparison.Ordinal);
        Assert.Equal(bootstrap, Read(json));
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_change_nothing()
    {
        var reading = BootstrapReader.Read("\uFEFF" + Yaml.Replace("\n", "\r\n", StringComparison.Ordinal), "mesh.yaml");

        Assert.Empty(reading.Diagnostics);
        Assert.Equal(Read(Yaml), reading.Bootstrap);
    }

    [Fact]
    public void Listeners_and_clusters_know_where_they_stand()
    {
        var reading = BootstrapReader.Read("static_resources:\n  listeners:\n  - name: web\n  clusters:\n  - name: service\n", "mesh.yaml");

        Assert.Equal("mesh.yaml:3:5", reading.ListenerPositions["web"]);
        Assert.Equal("mesh.yaml:5:5", reading.ClusterPositions["service"]);
    }

    [Fact]
    public void A_file_with_an_error_gives_no_bootstrap() =>
        Assert.Null(BootstrapReader.Read("static_resources: 5", "mesh.yaml").Bootstrap);

    [Fact]
    public void A_lenient_reading_only_warns_of_a_field_it_does_not_know()
    {
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp("stat_prefix: tcp, cluster: service, tunneling_config: {}")));

        Assert.Null(BootstrapReader.Read(text, "mesh.yaml").Bootstrap);
        var reading = BootstrapReader.Read(text, "mesh.yaml", lenient: true);
        Assert.NotNull(reading.Bootstrap);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(reading.Diagnostics).Severity);
    }

    [Fact]
    public void A_lenient_reading_still_misses_the_field_that_was_misspelt()
    {
        var text = SampleBootstrap.With(SampleBootstrap.Listener(SampleBootstrap.Tcp("stat_prefix: tcp, cluser: service")));

        Assert.Single(BootstrapReader.Read(text, "mesh.yaml").Diagnostics);
        var reading = BootstrapReader.Read(text, "mesh.yaml", lenient: true);
        Assert.Null(reading.Bootstrap);
        Assert.Equal(2, reading.Diagnostics.Count);
    }

    private static Bootstrap Read(string text)
    {
        var reading = BootstrapReader.Read(text, "mesh.yaml");
        Assert.Empty(reading.Diagnostics);
        return reading.Bootstrap!;
    }
}
