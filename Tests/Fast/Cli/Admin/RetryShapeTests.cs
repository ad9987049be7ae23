using ActorMesh.Cli.Admin;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Admin;

public sealed class RetryShapeTests
{
    [Fact]
    public void A_budget_shows_what_is_used_of_it()
    {
        var cluster = Cluster(new RetryLimits(2) { Budget = new RetryBudgetSettings(0.2, 0, TimeSpan.FromSeconds(10)) });
        for (var i = 0; i < 8; i++) cluster.Retries.CountRequest();
        Assert.Equal((true, false), (cluster.Retries.TryBegin(0), cluster.Retries.TryBegin(0)));
        Assert.Equal(new RetryShape(1, 1, 1, 0, 0.6, "1 of 2 retries at once, 1 of 1.6 in 10 s (0.2 x 8 requests + 0/s)"), RetryShape.Of(cluster));
        Assert.Equal((false, 1), (BreakerShape.Of(cluster).Open.Retries, BreakerShape.Of(cluster).Remaining.Retries));
    }

    [Fact]
    public void Retries_under_way_at_their_limit_are_an_open_limit()
    {
        var cluster = Cluster(new RetryLimits(1));
        Assert.Equal((true, false), (cluster.Retries.TryBegin(0), cluster.Retries.TryBegin(0)));
        Assert.Equal(new RetryShape(1, 1, 0, 1, null, "1 of 1 retries at once"), RetryShape.Of(cluster));
        Assert.Equal((true, 0), (BreakerShape.Of(cluster).Open.Retries, BreakerShape.Of(cluster).Remaining.Retries));
    }

    private static UpstreamCluster Cluster(RetryLimits limits) => new(
        new ClusterSettings { Name = "orders", Discovery = ClusterDiscovery.Static, Sources = [], Balancing = new BalancingSettings(), Retries = limits },
        new ManualClock());
}
