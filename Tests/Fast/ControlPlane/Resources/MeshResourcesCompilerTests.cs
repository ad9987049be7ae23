using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using CsCheck;
using Xunit;
using Discovery = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType;

namespace ActorMesh.Tests.Fast.ControlPlane.Resources;

/// <summary>What a change of the mesh or of its endpoints makes anew, and what it leaves alone.</summary>
public sealed class MeshResourcesCompilerTests
{
    private readonly MeshResourcesCompiler _compiler = Published.Compiler();

    [Fact]
    public void Whoever_asks_twice_gets_the_same()
    {
        var resources = _compiler.Compile(Published.Mesh(Published.Shop), EndpointSet.Empty);

        Assert.Same(resources.Of("web"), resources.Of("web"));
        Assert.Equal((1, 1), (resources.Of("web").Epoch, resources.Of("web").Version));
    }

    [Fact]
    public void Nobody_knows_a_service_that_the_mesh_does_not_have() =>
        Assert.Null(_compiler.Compile(Published.Mesh(Published.Shop), EndpointSet.Empty).Made(new ProxyIdentity("x-1", "x")));

    [Fact]
    public void Workloads_are_those_of_both_revisions_each_in_its_namespace()
    {
        var (stable, canary) = ("mesh.namespace = a\nservices { web { port = 8080 } }", "mesh.namespace = b\nservices { cart { port = 8080 } }");
        var workloads = _compiler.Compile(Published.Mesh(stable, canary: canary, percent: 10), EndpointSet.Empty).Workloads;
        Assert.Equal(["/ns/a/sa/ingress", "/ns/a/sa/web", "/ns/b/sa/cart", "/ns/b/sa/ingress"], workloads.Order(StringComparer.Ordinal));

        Assert.Equal(["/ns/a/sa/ingress", "/ns/a/sa/web"], _compiler.Compile(Published.Mesh(stable), EndpointSet.Empty).Workloads.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_endpoint_reaches_callers_alone_and_as_an_endpoint_alone()
    {
        var mesh = Published.Mesh(Published.Shop);
        var before = _compiler.Compile(mesh, EndpointSet.Empty);
        var (web, orders, mail) = (before.Of("web"), before.Of("orders"), before.Of("mail"));

        var after = _compiler.Compile(mesh, Published.Endpoints(null, Published.Registration("orders", "orders-7", "10.0.1.7")));

        Assert.Same(orders, after.Of("orders"));
        Assert.Same(mail, after.Of("mail"));
        Assert.Same(web.Listeners, after.Of("web").Listeners);
        Assert.Same(web.Clusters, after.Of("web").Clusters);
        Assert.Same(web.Routes, after.Of("web").Routes);
        Assert.NotEqual(web.Endpoints.Version, after.Of("web").Endpoints.Version);
        Assert.Equal(["10.0.1.1:8081", "10.0.1.2:8081", "10.0.1.7:9000"], after.Of("web").Addresses("orders"));
        Assert.Same(web.Endpoints.ByName["stock"], after.Of("web").Endpoints.ByName["stock"]);
        Assert.Equal(["10.0.1.1:8081", "10.0.1.2:8081"], web.Addresses("orders"));
    }

    [Fact]
    public void A_registration_at_a_written_address_adds_nothing()
    {
        var mesh = Published.Mesh(Published.Shop);
        var before = _compiler.Compile(mesh, EndpointSet.Empty).Of("web");

        var after = _compiler.Compile(mesh, Published.Endpoints(null, Published.Registration("orders", "orders-1", "10.0.1.1", 8081))).Of("web");

        Assert.Same(before.Endpoints, after.Endpoints);
    }

    [Fact]
    public void Who_registered_stands_in_for_a_name_that_nobody_wrote()
    {
        var mesh = Published.Mesh(Published.Shop);
        var registered = Published.Endpoints(null, Published.Registration("names", "names-1", "10.0.4.1"), Published.Registration("names", "names-2", "10.0.4.2"));
        var mail = _compiler.Compile(mesh, registered).Of("mail");

        Assert.Equal(Discovery.Eds, mail.Cluster("names").Type);
        Assert.Equal(["10.0.4.1:9000", "10.0.4.2:9000"], mail.Addresses("names"));
        Assert.Equal(Discovery.StrictDns, _compiler.Compile(mesh, EndpointSet.Empty).Of("mail").Cluster("names").Type);
    }

    [Fact]
    public void Nothing_is_added_to_written_names()
    {
        var mesh = Published.Mesh("services { a { port = 1001, calls = [b] }, b { port = 1002, endpoints = [\"b-1.example:80\", \"10.0.0.1:80\"] } }");

        var a = _compiler.Compile(mesh, Published.Endpoints(null, Published.Registration("b", "b-1", "10.0.0.9"))).Of("a");

        Assert.Equal(Discovery.StrictDns, a.Cluster("b").Type);
        Assert.Empty(a.Endpoints.ByName);
    }

    [Fact]
    public void Versions_select_registrations_by_label()
    {
        var mesh = Published.Mesh("""
            services {
              a { port = 1001, calls = [b] }
              b {
                port = 1002
                endpoints = [{ address = "10.0.0.8:80", labels { version = "1" } }, { address = "10.0.0.9:80", labels { version = "2" } }]
                versions { v1 = "version=1", v2 = "version=2" }
                routes { all { match { path-prefix = "/" }, split { v1 = 50%, v2 = 50% } } }
              }
            }
            """);
        var one = new Dictionary<string, string> { ["version"] = "1" };
        var two = new Dictionary<string, string> { ["version"] = "2" };

        var a = _compiler.Compile(mesh, Published.Endpoints(
            null, Published.Registration("b", "b-1", "10.0.0.1", labels: one), Published.Registration("b", "b-2", "10.0.0.2", labels: two))).Of("a");

        Assert.Equal(["10.0.0.8:80", "10.0.0.1:9000"], a.Addresses("b/v1"));
        Assert.Equal(["10.0.0.9:80", "10.0.0.2:9000"], a.Addresses("b/v2"));
    }

    [Fact]
    public void A_version_that_changes_one_service_sends_nobody_else_anything()
    {
        var before = _compiler.Compile(Published.Mesh(Published.Shop), EndpointSet.Empty);
        var (web, mail) = (before.Of("web"), before.Of("mail"));

        var after = _compiler.Compile(Published.Mesh(Published.Shop.Replace("calls = [stock]", "calls = [stock], timeout.request = 3s", StringComparison.Ordinal), version: 2), EndpointSet.Empty);

        Assert.Equal(2, after.Of("mail").Version);
        Assert.Same(mail.Listeners, after.Of("mail").Listeners);
        Assert.Same(mail.Routes, after.Of("mail").Routes);
        Assert.Same(mail.Clusters, after.Of("mail").Clusters);
        Assert.Same(mail.Endpoints, after.Of("mail").Endpoints);
        Assert.Same(web.Clusters, after.Of("web").Clusters);
        Assert.NotEqual(web.Routes.Version, after.Of("web").Routes.Version);
        Assert.Same(web.Routes.ByName["outbound/stock"], after.Of("web").Routes.ByName["outbound/stock"]);
    }

    [Fact]
    public void The_same_text_in_another_version_is_the_same_resources()
    {
        var before = _compiler.Compile(Published.Mesh(Published.Shop), EndpointSet.Empty).Of("web");
        var after = _compiler.Compile(Published.Mesh(Published.Shop, version: 5, epoch: 9), EndpointSet.Empty).Of("web");

        Assert.Equal((9, 5), (after.Epoch, after.Version));
        Assert.Same(before.Routes, after.Routes);
    }

    [Fact]
    public void A_canary_goes_to_its_share_and_becomes_everybodys_without_being_compiled_again()
    {
        var canary = Published.Shop.Replace("calls = [stock]", "calls = [stock], timeout.request = 3s", StringComparison.Ordinal);
        var half = _compiler.Compile(Published.Mesh(Published.Shop, 1, canary, 50), EndpointSet.Empty);
        var proxies = Enumerable.Range(0, 200).Select(number => new ProxyIdentity($"web-{number}", "web")).ToList();

        Assert.InRange(proxies.Count(proxy => half.Made(proxy)!.Version == 2), 60, 140);
        var first = proxies.First(proxy => half.Made(proxy)!.Version == 2);
        var whole = _compiler.Compile(Published.Mesh(canary, 2), EndpointSet.Empty);
        Assert.Same(half.Of(first), whole.Of(first));
        Assert.All(proxies, proxy => Assert.Equal(2, whole.Made(proxy)!.Version));
    }

    [Fact]
    public void A_mesh_that_cannot_be_read_loses_nothing()
    {
        var refuses = false;
        var compiler = new MeshResourcesCompiler(
            document => refuses ? throw new InvalidOperationException("unreadable") : Published.Read(document),
            Placement.AsWritten, _ => { });
        var before = compiler.Compile(Published.Mesh(Published.Shop), EndpointSet.Empty);
        var web = before.Of("web");
        refuses = true;

        Assert.Throws<InvalidOperationException>(() => compiler.Compile(Published.Mesh("services { a { port = 1 } }", 2), EndpointSet.Empty));

        Assert.Same(web, compiler.Compile(Published.Mesh(Published.Shop), EndpointSet.Empty).Of("web"));
    }

    [Fact]
    public void Many_ask_at_once_and_all_get_one_answer()
    {
        var resources = _compiler.Compile(Published.Mesh(Published.Shop), EndpointSet.Empty);
        var answers = new WorkloadResources[64];

        Parallel.For(0, answers.Length, i => answers[i] = resources.Of("web"));

        Assert.Single(answers.Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void The_version_that_a_proxy_is_to_run_is_known_before_anything_is_made()
    {
        var resources = _compiler.Compile(Published.Mesh(Published.Shop, version: 4, canary: Published.Shop.Replace("8084", "8085", StringComparison.Ordinal), percent: 100), EndpointSet.Empty);

        Assert.Equal((5, 0), (resources.VersionOf(new ProxyIdentity("web-1", "web")), resources.VersionOf(new ProxyIdentity("x-1", "x"))));
        Assert.Equal(5, resources.VersionOf(new ProxyIdentity("client", "") { IsProxyless = true }));
    }

    [Fact]
    public void Random_registrations_end_in_what_a_fresh_compiler_makes_of_the_last() =>
        Gen.Select(Gen.OneOf("orders", "stock", "names", "web", "nobody"), Gen.Int[1, 4], Gen.OneOf<string?>(null, "a", "b")).Array[0, 6].Array[1, 5].Sample(rounds =>
        {
            var mesh = Published.Mesh(Published.Shop);
            var compiler = Published.Compiler();
            EndpointSet? endpoints = null;
            foreach (var round in rounds)
            {
                endpoints = Published.Endpoints(endpoints, [.. round.DistinctBy(one => (one.Item1, one.Item2)).Select(one => Published.Registration(one.Item1, $"{one.Item1}-{one.Item2}", $"10.9.0.{one.Item2}", zone: one.Item3))]);
                var resources = compiler.Compile(mesh, endpoints);
                if (round.Length % 2 == 0) _ = resources.Of("web");
            }
            var last = compiler.Compile(mesh, endpoints!);
            var fresh = Published.Compiler().Compile(mesh, endpoints!);

            foreach (var service in (string[])["web", "orders", "mail"])
            foreach (var type in ResourceTypes.InOrder)
                Assert.Equal(fresh.Of(service).Of(type)!.Version, last.Of(service).Of(type)!.Version);
        }, iter: 40);
}
