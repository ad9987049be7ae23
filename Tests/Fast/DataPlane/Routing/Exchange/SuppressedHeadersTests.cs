using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>Router.suppress_envoy_headers, from the configuration to both directions.</summary>
public sealed class SuppressedHeadersTests
{
    [Theory]
    [InlineData(false, "old.test", "/a", "12", "true")]
    [InlineData(true, null, null, null, null)]
    public void They_are_left_out_both_ways(bool suppress, string? host, string? path, string? time, string? overloaded)
    {
        var settings = Settings(suppress);
        var plan = Exchanges.Service(settings, RouteTables.TableOf(RouteTables.RouteWith(
            """ "route":{"cluster":"c","prefix_rewrite":"/b","host_rewrite_literal":"new.test"} """, """{"prefix":"/a"}""")), Exchanges.Cluster()).Plan();
        var head = Requests.Request("/a", "old.test");
        Assert.Null(plan.Send(head));
        Assert.Equal(("new.test", "/b"), (head.Authority.Text(), head.Target.Text()));
        Assert.Equal((host, path), (head.Headers.Header("x-envoy-original-host"), head.Headers.Header("x-envoy-original-path")));

        var answer = Responses.Response("200 OK");
        plan.PrepareAnswer(answer, head, new HttpDate(TimeProvider.System), TimeSpan.FromMilliseconds(12));
        Assert.Equal(time, answer.Headers.Header("x-envoy-upstream-service-time"));
        Assert.Equal(overloaded, new OwnAnswer().Begin(Refusal.Overflow, HttpMethod.Get, settings.SuppressEnvoyHeaders).Header("x-envoy-overloaded"));
    }

    private static HttpConnectionSettings Settings(bool suppress)
    {
        var types = TypeRegistry.FromMessages(HttpConnectionManager.Descriptor, Router.Descriptor);
        var listener = new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(types)).Parse<Listener>("""
            {"name":"l","address":{"socket_address":{"address":"127.0.0.1","port_value":1}},"filter_chains":[{"filters":[{"name":"http","typed_config":{
              "@type":"type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
              "stat_prefix":"l","route_config":{},"http_filters":[{"name":"router","typed_config":{
                "@type":"type.googleapis.com/envoy.extensions.filters.http.router.v3.Router","suppress_envoy_headers":SUPPRESS}}]}}]}]}
            """.Replace("SUPPRESS", suppress ? "true" : "false", StringComparison.Ordinal));
        return ListenerCompiler.Compile(listener, knownClusters: null).Chains[0].Http!.Connection;
    }
}
