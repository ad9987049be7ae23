using System.Net;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Tests.Fast.Hocon.Compiling;
using Xunit;
using Discovery = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType;
using LbPolicy = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.LbPolicy;
using Specifier = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch.PathSpecifierOneofCase;

namespace ActorMesh.Tests.Fast.ControlPlane.Resources;

/// <summary>What gRPC clients without a proxy get keeps to what they ask for, with every mesh.</summary>
public sealed class ProxylessTests
{
    public static TheoryData<string> Texts => new(Published.Shop, Examples.Text("shop.conf"), Examples.Text("every-knob.conf"));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_service_has_a_listener_by_its_name_alone_and_with_its_port(string text)
    {
        var mesh = ActorMesh.Tests.Fast.Hocon.Mesh.MeshSample.Mesh(text);
        var resources = Of(text);

        Assert.All(mesh.Services, service =>
        {
            foreach (var name in (string[])[service.Name, $"{service.Name}:{service.Port.Value}"])
            {
                var manager = resources.Listener(name).ApiListener.ApiListener_.Unpack<HttpConnectionManager>();
                Assert.NotNull(manager.Rds.ConfigSource.Ads);
                Assert.Equal(Router.Descriptor, Assert.Single(manager.HttpFilters).TypedConfig.Is(Router.Descriptor) ? Router.Descriptor : null);
                Assert.Contains(name, resources.Table(manager.Rds.RouteConfigName).VirtualHosts[0].Domains);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Routes_say_nothing_that_gRPC_refuses(string text)
    {
        var resources = Of(text);

        Assert.All(Routes(resources), route =>
        {
            Assert.Contains(route.Match.PathSpecifierCase, (Specifier[])[Specifier.Prefix, Specifier.Path, Specifier.SafeRegex]);
            Assert.Empty(route.Match.QueryParameters);
            Assert.DoesNotContain(route.Match.Headers, header => header.Name.StartsWith(':'));
            Assert.Equal(Route.ActionOneofCase.Route_, route.ActionCase);
            Assert.Null(route.Route_.Timeout);
            if (route.Route_.RetryPolicy is { } retries) Assert.True(retries is { NumRetries: >= 1, RetryBackOff.BaseInterval: not null });
            if (route.Route_.WeightedClusters is { } split) Assert.InRange(split.Clusters.Sum(part => (long)part.Weight!.Value), 1, uint.MaxValue);
            Assert.All(Targets(route), name => Assert.True(resources.Clusters.ByName.ContainsKey(name), name));
        });
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Clusters_say_nothing_that_gRPC_refuses(string text)
    {
        var resources = Of(text);

        Assert.All(resources.Clusters.ByName.Keys.Select(resources.Cluster), cluster =>
        {
            Assert.Contains(cluster.LbPolicy, (LbPolicy[])[LbPolicy.RoundRobin, LbPolicy.RingHash]);
            Assert.Null(cluster.TransportSocket);
            if (cluster.Type == Discovery.Eds) Assert.True(resources.Endpoints.ByName.ContainsKey(cluster.Name), cluster.Name);
            else
            {
                Assert.Equal(Discovery.LogicalDns, cluster.Type);
                Assert.Single(Assert.Single(cluster.LoadAssignment.Endpoints).LbEndpoints);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Endpoints_say_nothing_that_gRPC_refuses(string text)
    {
        var resources = Of(text, Published.Registration("orders", "orders-8", "10.0.1.8", zone: "b", weight: 3), Published.Registration("orders", "orders-9", "10.0.1.2", 8081));

        Assert.All(resources.Endpoints.ByName.Keys.Select(resources.Assignment), assignment =>
        {
            Assert.Equal(assignment.Endpoints.Count, assignment.Endpoints.Select(locality => locality.Locality).Distinct().Count());
            Assert.All(assignment.Endpoints, locality => Assert.True(locality is { Locality: not null, LoadBalancingWeight: > 0, Priority: 0 }));
            var endpoints = assignment.Endpoints.SelectMany(locality => locality.LbEndpoints).ToList();
            Assert.All(endpoints, endpoint => Assert.NotEqual(0u, endpoint.LoadBalancingWeight));
            var addresses = endpoints.Select(endpoint => endpoint.Endpoint.Address.SocketAddress).ToList();
            Assert.All(addresses, address => Assert.True(IPAddress.TryParse(address.Address, out _)));
            Assert.Equal(addresses.Count, addresses.Distinct().Count());
        });
    }

    [Fact]
    public void The_timeout_of_a_route_is_the_life_of_a_call()
    {
        var route = Assert.Single(Routes(Of("services { a { port = 1, timeout.request = 3s } }")));

        Assert.Equal(TimeSpan.FromSeconds(3), route.Route_.MaxStreamDuration.MaxStreamDuration_.ToTimeSpan());
    }

    [Fact]
    public void A_prefix_ends_where_a_part_of_the_path_ends()
    {
        var resources = Of("services { a { port = 1, routes { x { match { path-prefix = \"/a.b\" } } } } }");

        Assert.Equal(@"/a\.b(?:/.*)?", resources.Table("a").VirtualHosts[0].Routes[0].Match.SafeRegex.Regex);
    }

    [Fact]
    public void A_route_for_another_method_or_a_query_is_left_out_and_one_that_answers_by_itself_leads_nowhere()
    {
        var resources = Of("""
            services { a { port = 1, routes {
              read { match { methods = [GET] } }
              asked { match { query { q = "1" } } }
              gone { match { path = "/gone" }, respond { status = 410, body = "gone" } }
              rest { match { methods = [GET, POST] } }
            } } }
            """);

        Assert.Equal(["a.gone", "a.rest"], resources.Table("a").VirtualHosts[0].Routes.Select(route => route.Name));
        var nobody = resources.Table("a").VirtualHosts[0].Routes[0].Route_.Cluster;
        Assert.Empty(resources.Assignment(nobody).Endpoints);
    }

    [Fact]
    public void Several_names_become_a_cluster_each()
    {
        var resources = Of("services { a { port = 1, endpoints = [{ address = \"a-1:80\", weight = 300 }, { address = \"a-2:80\", weight = 100 }] } }");

        var parts = resources.Table("a").VirtualHosts[0].Routes[0].Route_.WeightedClusters.Clusters;
        Assert.Equal([("a~a-1:80", 750u), ("a~a-2:80", 250u)], parts.Select(part => (part.Name, part.Weight!.Value)));
    }

    [Fact]
    public void Only_what_may_be_sent_twice_is_retried()
    {
        Assert.Null(Assert.Single(Routes(Of("services { a { port = 1, retries.on = [reset] } }"))).Route_.RetryPolicy);
        Assert.Equal("unavailable", Assert.Single(Routes(Of("services { a { port = 1, retries { on = [reset], methods = [POST] } } }"))).Route_.RetryPolicy.RetryOn);
    }

    [Fact]
    public void An_endpoint_that_comes_changes_endpoints_alone()
    {
        var compiler = Published.Compiler();
        var mesh = Published.Mesh(Published.Shop);
        var before = compiler.Compile(mesh, EndpointSet.Empty).OfProxyless();
        var after = compiler.Compile(mesh, Published.Endpoints(null, Published.Registration("orders", "orders-7", "10.0.1.7"))).OfProxyless();

        Assert.Same(before.Clusters, after.Clusters);
        Assert.Same(before.Listeners, after.Listeners);
        Assert.Contains("10.0.1.7:9000", after.Addresses("orders"));
    }

    [Fact]
    public void Who_proves_its_service_gets_what_that_calls_and_nothing_else()
    {
        const string text = """
            mesh { name = shop }
            services {
              web { port = 8080, calls = [orders] }
              orders { port = 8081, endpoints = ["10.0.1.1:8081"], routes { all { mirror { to = stock, share = 50% } } } }
              stock { port = 8082, calls = [web], endpoints = ["10.0.2.1:8082"] }
            }
            """;
        var compiler = Published.Compiler(hasIdentities: true);
        var before = compiler.Compile(Published.Mesh(text), EndpointSet.Empty);
        var resources = compiler.Compile(Published.Mesh(text), Published.Endpoints(null, Published.Registration("orders", "orders-7", "10.0.1.7")));
        var own = Proxyless(resources, "web")!;

        Assert.Equal(["orders", "orders:8081"], own.Listeners.ByName.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("orders", Assert.Single(own.Routes.ByName.Keys));
        Assert.All(own.Clusters.ByName.Keys.Concat(own.Endpoints.ByName.Keys), name => Assert.True(name is "orders" or "@nobody" || name.StartsWith("orders/", StringComparison.Ordinal), name));
        Assert.Equal(["10.0.1.1:8081", "10.0.1.7:9000"], own.Addresses("orders").Order(StringComparer.Ordinal));
        Assert.Same(Proxyless(before, "stock"), Proxyless(resources, "stock"));
        Assert.Empty(Proxyless(resources, "orders")!.Listeners.ByName);
        Assert.Null(Proxyless(resources, ""));

        static WorkloadResources? Proxyless(MeshResources of, string service) => of.Made(new ProxyIdentity($"{service}-1", service) { IsProxyless = true });
    }

    private static WorkloadResources Of(string text, params Registration[] registrations) =>
        Published.Compiler().Compile(Published.Mesh(text), Published.Endpoints(null, registrations)).OfProxyless();

    private static IEnumerable<Route> Routes(WorkloadResources resources) =>
        resources.Routes.ByName.Keys.SelectMany(name => resources.Table(name).VirtualHosts).SelectMany(host => host.Routes);

    private static IEnumerable<string> Targets(Route route) => route.Route_.WeightedClusters?.Clusters.Select(part => part.Name) ?? [route.Route_.Cluster];
}
