using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

public sealed class UpstreamClusterTests
{
    [Fact]
    public void A_reload_of_its_thresholds_forgets_nothing_that_is_under_way()
    {
        var settings = Upstreams.Settings() with { Thresholds = new ClusterThresholds(Requests: 1) };
        var cluster = new UpstreamCluster(settings, TimeProvider.System);
        var heldByARequest = cluster.Limits;
        Assert.True(heldByARequest.TryAddRequest());
        cluster.Reconfigure(settings with { Thresholds = new ClusterThresholds(Requests: 2) });
        Assert.Equal((1, 2), (cluster.Limits.Requests, cluster.Limits.RequestsMax));
        Assert.Equal((true, false), (cluster.Limits.TryAddRequest(), cluster.Limits.TryAddRequest()));
        heldByARequest.RemoveRequest();
        Assert.Equal(1, cluster.Limits.Requests);
    }
}
