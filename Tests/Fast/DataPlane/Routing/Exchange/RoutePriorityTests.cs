using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

public sealed class RoutePriorityTests
{
    [Fact]
    public void Each_priority_has_its_own_thresholds_and_counts()
    {
        var settings = ClusterCompiler.Compile(JsonParser.Default.Parse<Cluster>("""
            {"name":"c","circuit_breakers":{"thresholds":[{"max_requests":2},{"priority":"HIGH","max_requests":1,"max_connections":7}]}}
            """));
        Assert.Equal((1, 7, 1024), (settings.HighThresholds.Requests, settings.HighThresholds.Connections, settings.HighThresholds.Pending));
        var cluster = Exchanges.Cluster(settings);
        var service = Exchanges.Service(new HttpConnectionSettings(), RouteTables.TableOf(
            """{"match":{"prefix":"/high"},"route":{"cluster":"c","priority":"HIGH"}}""", RouteTables.RouteFor("""{"prefix":"/"}""")), cluster);
        Assert.Equal((false, true), (Overflows(service, "/high"), Overflows(service, "/high")));
        Assert.Equal((false, false, true), (Overflows(service, "/"), Overflows(service, "/"), Overflows(service, "/")));
        Assert.Equal((1, 2), (cluster.HighLimits.Requests, cluster.Limits.Requests));
    }

    private static bool Overflows(HttpService service, string path) =>
        service.Plan().Send(Requests.Request(path)) is { Flag: ResponseFlag.UpstreamOverflow };
}
