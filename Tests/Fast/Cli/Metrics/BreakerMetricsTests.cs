using ActorMesh.Cli.Metrics;
using ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Metrics;

public sealed class BreakerMetricsTests
{
    private static readonly ClusterSettings Settings =
        new() { Name = "orders", Discovery = ClusterDiscovery.Static, Sources = [], Balancing = new BalancingSettings() };

    [Fact]
    public void A_cluster_without_a_breaker_has_none() => Assert.Empty(BreakerMetrics.Of(new UpstreamCluster(Settings, TimeProvider.System)));

    [Fact]
    public void They_say_where_the_breaker_stands_and_how_it_came_there()
    {
        var rig = new BreakerRig();
        rig.Attempt(BreakerRig.Good);
        rig.Attempt(BreakerRig.Bad);
        Assert.Equal((0, 2, 1), (Value(rig, "state"), Value(rig, "window_requests"), Value(rig, "window_failures")));

        rig.Opened();
        Assert.True(rig.IsRefused());
        Assert.Equal((1, 1, 1, 0), (Value(rig, "state"), Value(rig, "rejected"), Value(rig, "closed_to_open"), Value(rig, "window_requests")));

        rig.Pass(5);
        rig.Enter();
        Assert.Equal((2, 1, 1), (Value(rig, "state"), Value(rig, "open_to_half_open"), Value(rig, "probes_active")));
    }

    private static double Value(BreakerRig rig, string name) =>
        BreakerMetrics.Of(new UpstreamCluster(Settings, TimeProvider.System) { Breaker = rig.Gate })
            .Single(metric => metric.Statistic == $"cluster.orders.breaker.{name}").Value;
}
