using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

public sealed class DropOverloadTests
{
    [Theory]
    [InlineData(DropOverload.Everything, "unconditional drop overload", ResponseFlag.UnconditionalDropOverload)]
    [InlineData(DropOverload.Everything - 1, "drop overload", ResponseFlag.DropOverload)]
    public void Dropping_all_is_told_from_dropping_a_share(int partsPerMillion, string body, ResponseFlag flag)
    {
        var settings = Upstreams.Settings() with { Balancing = new BalancingSettings { DropOverloads = [new DropOverload("test", partsPerMillion)] } };
        var table = RouteTables.TableOf(RouteTables.RouteFor("""{"prefix":"/"}"""));
        var plan = Exchanges.Service(new HttpConnectionSettings(), table, Exchanges.Cluster(settings)).Plan();
        var refusal = Assert.IsType<Refusal>(plan.Send(Requests.Request()));
        Assert.Equal((503, body, flag), (refusal.Status, refusal.Body, refusal.Flag));
    }
}
