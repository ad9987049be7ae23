using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Observability;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

public sealed class ListenerCompilingTests
{
    private const string Mesh = "mesh.name = shop, services { web { port = 80, expose = /, calls = [orders, db, stock] }, orders { port = 81 }, db { port = 5432, protocol = tcp }, stock { port = 82 } }";

    [Fact]
    public void A_workload_has_a_way_in_and_ways_out() => Assert.Equal(
        ["inbound 0.0.0.0:80", "ingress 0.0.0.0:8000", "outbound 127.0.0.1:15001", "outbound/orders 127.0.0.1:20081", "outbound/db 127.0.0.1:25432", "outbound/stock 127.0.0.1:20082"],
        Compiled.Of(Mesh, "web").Bootstrap.StaticResources.Listeners.Select(listener =>
            $"{listener.Name} {listener.Address.SocketAddress.Address}:{listener.Address.SocketAddress.PortValue}"));

    [Fact]
    public void The_node_is_the_service_and_the_admin_API_has_its_place()
    {
        var bootstrap = Compiled.Of(Mesh, "web").Bootstrap;

        Assert.Equal(("web", "web", "shop"), (bootstrap.Node.Id, bootstrap.Node.Cluster, bootstrap.Node.Metadata.Fields["mesh"].StringValue));
        Assert.Equal(("127.0.0.1", 15000u), (bootstrap.Admin.Address.SocketAddress.Address, bootstrap.Admin.Address.SocketAddress.PortValue));
    }

    [Fact]
    public void The_shared_port_tells_callees_apart_by_host()
    {
        var hosts = Compiled.Of(Mesh, "web").Manager("outbound").RouteConfig.VirtualHosts;

        Assert.Equal(["orders", "stock", "nobody"], hosts.Select(host => host.Name));
        Assert.Equal(["orders", "orders:81", "orders:15001", "orders.shop.local", "orders.shop.local:81", "orders.shop.local:15001"], hosts[0].Domains);
        Assert.Equal("orders", hosts[0].Routes[0].Route_.Cluster);
    }

    [Fact]
    public void Who_names_nobody_is_told_whom_there_is()
    {
        var reply = Compiled.Of(Mesh, "web").Route("outbound", "nobody").DirectResponse;

        Assert.Equal(404u, reply.Status);
        Assert.Equal(
            """
            The Host of this request is not a service that web calls. It calls:
              orders (Host: orders, or http://localhost:20081)
              stock (Host: stock, or http://localhost:20082)
            To call another, add it to services.web.calls.

            """,
            reply.Body.InlineString);
    }

    [Fact]
    public void Many_callees_are_not_all_listed()
    {
        var callees = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"s{i}"));
        var services = string.Join('\n', Enumerable.Range(0, 100).Select(i => $"s{i} {{ port = {8000 + i} }}"));
        var compiled = Compiled.Of($"services {{ web {{ port = 80, calls = [{callees}] }}\n{services} }}", "web");

        Assert.Contains("\n  and 80 more\n", compiled.Route("outbound", "nobody").DirectResponse.Body.InlineString, StringComparison.Ordinal);
    }

    [Fact]
    public void A_callees_own_port_takes_any_host()
    {
        var host = Assert.Single(Compiled.Of(Mesh, "web").Manager("outbound/orders").RouteConfig.VirtualHosts);

        Assert.Equal(["*"], host.Domains);
        Assert.Equal(Compiled.Of(Mesh, "web").Manager("outbound").RouteConfig.VirtualHosts[0].Routes, host.Routes);
    }

    [Fact]
    public void Calls_to_services_that_are_not_there_are_left_out()
    {
        var reading = ActorMesh.Tests.Fast.Hocon.Mesh.MeshSample.Reading("services { web { port = 80, calls = [nobody, orders] }, orders { port = 81 } }");

        Assert.Equal(["inbound", "outbound", "outbound/orders"], Compiled.Of(reading.Draft!, "web").Bootstrap.StaticResources.Listeners.Select(listener => listener.Name));
    }

    [Theory]
    [InlineData("expose = /", "*", null)]
    [InlineData("expose.host = shop.example", "shop.example shop.example:8000", null)]
    [InlineData("expose { path-prefix = /shop }", "*", "/shop(?:[/?].*)?")]
    [InlineData("expose { path-prefix = /shop/ }", "*", "/shop/.*")]
    public void The_way_in_from_outside(string expose, string domains, string? inside)
    {
        var manager = Compiled.Of($"services {{ web {{ port = 80, {expose} }} }}", "web").Manager("ingress");

        var host = Assert.Single(manager.RouteConfig.VirtualHosts);
        Assert.Equal(domains, string.Join(' ', host.Domains));
        Assert.Equal(inside, host.Routes[0].Match.Headers.SingleOrDefault()?.StringMatch.SafeRegex.Regex);
        Assert.Equal(inside is null ? 1 : 2, host.Routes.Count);
        Assert.Equal("web@ingress", host.Routes[^1].Route_.Cluster);
        Assert.True(manager.UseRemoteAddress);
        Assert.Equal(HttpProtocolOptions.Types.HeadersWithUnderscoresAction.RejectRequest, manager.CommonHttpProtocolOptions.HeadersWithUnderscoresAction);
    }

    [Fact]
    public void Bytes_that_pass_unread_have_a_proxy_for_connections()
    {
        var compiled = Compiled.Call("protocol = tcp, timeout.idle = 5m, retries.max-attempts = 4, load-balancer.hash-on = client-ip");

        var proxy = compiled.Tcp("outbound/orders");
        Assert.Equal(("orders", 300, 4u), (proxy.Cluster, proxy.IdleTimeout.ToTimeSpan().TotalSeconds, proxy.MaxConnectAttempts));
        Assert.Single(proxy.HashPolicy);
        Assert.Empty(compiled.Cluster("orders").TypedExtensionProtocolOptions);
        Assert.Equal("app", Compiled.Callee("protocol = tcp").Tcp("inbound").Cluster);
    }

    [Fact]
    public void Connections_are_split_too()
    {
        var proxy = Compiled.Call("protocol = tcp, versions { v1 = \"v=1\", v2 = \"v=2\" }, endpoints = [ { address = a, labels { v = 1 } }, { address = b, labels { v = 2 } } ], routes.r { split { v1 = 75%, v2 = 25% } }").Tcp("outbound/orders");

        Assert.Equal([("orders/v1", 75u), ("orders/v2", 25u)], proxy.WeightedClusters.Clusters.Select(cluster => (cluster.Name, cluster.Weight)));
    }

    [Theory]
    [InlineData("auto", "Auto", true)]
    [InlineData("http1", "Http1", true)]
    [InlineData("http2", "Http2", true)]
    [InlineData("grpc", "Http2", false)]
    public void What_is_spoken(string protocol, string codec, bool upgrades)
    {
        foreach (var manager in (HttpConnectionManager[])[Compiled.Call($"protocol = {protocol}").Manager("outbound/orders"), Compiled.Callee($"protocol = {protocol}").Manager("inbound")])
            Assert.Equal((codec, upgrades), (manager.CodecType.ToString(), manager.UpgradeConfigs.Count > 0));
    }

    [Fact]
    public void How_long_a_head_may_be() => Assert.Equal(32u, Compiled.Callee("limits.max-headers = 32KiB").Manager("inbound").MaxRequestHeadersKb);

    [Fact]
    public void Deadlines_are_kept_where_they_are_told()
    {
        Assert.True(Router("").RespectExpectedRqTimeout);
        Assert.False(Router("timeout.propagate-deadline = off").RespectExpectedRqTimeout);

        static Router Router(string callee) => Compiled.Callee(callee).Manager("inbound").HttpFilters[^1].TypedConfig.Unpack<Router>();
    }

    [Fact]
    public void One_line_for_each_request()
    {
        var log = Assert.Single(Compiled.Callee("access-log { sample = 25% }").Manager("inbound").AccessLog);

        Assert.Equal(25u, log.Filter.RuntimeFilter.PercentSampled.Numerator);
        Assert.Equal("%RESPONSE_CODE%", log.TypedConfig.Unpack<StdoutAccessLog>().LogFormat.JsonFormat.Fields["status"].StringValue);
        Assert.Contains("%RESPONSE_FLAGS%", Compiled.Callee("access-log.format = text").Manager("inbound").AccessLog[0].TypedConfig.Unpack<StdoutAccessLog>().LogFormat.TextFormat, StringComparison.Ordinal);
        Assert.Null(Compiled.Callee().Manager("inbound").AccessLog[0].Filter);
        Assert.Empty(Compiled.Callee("access-log = off").Manager("inbound").AccessLog);
        Assert.Empty(Compiled.Callee("access-log.sample = 0%").Manager("inbound").AccessLog);
    }

    [Theory]
    [InlineData("otlp { endpoint = \"http://otel:4317\" }", "otel", 4317)]
    [InlineData("otlp { endpoint = \"http://otel\", protocol = http }", "otel", 4318)]
    [InlineData("otlp { endpoint = \"10.1.1.1:55\" }", "10.1.1.1", 55)]
    public void Traces_are_sent_to_the_collector(string otlp, string host, uint port)
    {
        var compiled = Compiled.Callee("tracing.sample = 12.5%", otlp);

        var tracing = compiled.Manager("inbound").Tracing;
        Assert.Equal(12.5, tracing.RandomSampling.Value);
        var provider = tracing.Provider.TypedConfig.Unpack<OpenTelemetryConfig>();
        Assert.Equal(("orders", "otlp"), (provider.ServiceName, provider.GrpcService?.EnvoyGrpc.ClusterName ?? provider.HttpService.HttpUri.Cluster));
        var address = compiled.Cluster("otlp").LoadAssignment.Endpoints[0].LbEndpoints[0].Endpoint.Address.SocketAddress;
        Assert.Equal((host, port), (address.Address, address.PortValue));
        Assert.Null(Compiled.Callee().Manager("inbound").Tracing.Provider);
    }

    [Fact]
    public void Marks_of_traces_are_named_for_the_node() => Assert.Equal(
        ["w3c"],
        Compiled.Callee("tracing.propagate = [w3c]").Bootstrap.Node.Metadata.Fields["actormesh.tracing"].StructValue.Fields["propagate"].ListValue.Values.Select(value => value.StringValue));
}
