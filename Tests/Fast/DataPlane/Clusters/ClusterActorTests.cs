using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

public sealed class ClusterActorTests : ClusterActorTest
{
    private static readonly ClusterSource First = Source("10.0.0.1"), Second = Source("10.0.0.2"), Third = Source("10.0.0.3");

    [Fact]
    public void A_static_cluster_is_warm_at_once_and_asks_nobody()
    {
        var (cluster, _) = Start(Settings(ClusterDiscovery.Static, First with { Weight = 3, Priority = 1 }, Second with { Health = EndpointHealth.Degraded }));
        ExpectMsg<ClusterActor.Message.Warm>();
        Assert.Equal(["10.0.0.1:80", "10.0.0.2:80"], Endpoints(cluster));
        Assert.Equal([(3, 1, EndpointHealth.Healthy), (1, 0, EndpointHealth.Degraded)], cluster.View!.Members.Select(member => (member.Weight, member.Priority, member.Health)));
        Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, Names.Asked);
    }

    [Fact]
    public void A_cluster_without_endpoints_is_warm_and_picks_none()
    {
        var (cluster, _) = Start(Settings(ClusterDiscovery.Static));
        ExpectMsg<ClusterActor.Message.Warm>();
        Assert.Empty(cluster.View!.Members);
        Assert.Equal(PickOutcome.NoHealthyUpstream, cluster.Pick(new PickContext(new FastRandom(1), 1)).Outcome);
    }

    [Fact]
    public void An_endpoint_that_stays_keeps_its_cell_and_its_actor_and_one_that_goes_loses_it()
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.Static, First, Second));
        var (gone, stays) = (cluster.View!.Members[0].Cell, cluster.View.Members[1].Cell);
        var (ofGone, ofStays) = (Child(actor, "endpoint-0"), Child(actor, "endpoint-1"));
        Watch(ofGone);
        stays.Begin();

        Reconfigure(actor, Settings(ClusterDiscovery.Static, Third, Second));
        ExpectMsg<ClusterActor.Message.Warm>();
        Assert.Equal(ofGone, ExpectMsg<Terminated>().ActorRef);
        Assert.Same(stays, cluster.View.Members[1].Cell);
        Assert.Equal(1, stays.Active);
        Assert.DoesNotContain(gone, cluster.View.Members.Select(member => member.Cell));
        Settle(ofStays);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Weight_health_and_balancing_change_without_touching_connections()
    {
        var settings = Settings(ClusterDiscovery.Static, First, Second);
        var (cluster, actor) = Start(settings);
        var cells = cluster.View!.Members.Select(member => member.Cell).ToList();
        Reconfigure(actor, settings with
        {
            Sources = [First with { Weight = 5, Health = EndpointHealth.Unhealthy }, Second],
            Balancing = new BalancingSettings { Policy = BalancingPolicy.Random },
        });
        Assert.Equal(cells, cluster.View.Members.Select(member => member.Cell));
        Assert.Equal((5, EndpointHealth.Unhealthy), (cluster.View.Members[0].Weight, cells[0].Health));
    }

    [Fact]
    public void Other_ways_to_connect_make_new_connections_and_other_limits_do_not()
    {
        var settings = Settings(ClusterDiscovery.Static, First);
        var (cluster, actor) = Start(settings);
        var (cell, limits) = (cluster.View!.Members[0].Cell, cluster.Limits);

        Reconfigure(actor, settings with { Pool = settings.Pool with { ConnectTimeout = TimeSpan.FromSeconds(1) } });
        var second = cluster.View.Members[0].Cell;
        Assert.NotSame(cell, second);
        Assert.Same(limits, cluster.Limits);
        Assert.Equal(TimeSpan.FromSeconds(1), second.Pool.Settings.ConnectTimeout);

        Reconfigure(actor, settings with { Pool = second.Pool.Settings, Thresholds = new ClusterThresholds(7, 8, 9) });
        Assert.Same(second, cluster.View.Members[0].Cell);
        Assert.Same(cluster.Limits, cluster.View.Members[0].Cell.Pool.Limits);
        Assert.Equal((7, 8, 9), (cluster.Limits.ConnectionsMax, cluster.Limits.PendingMax, cluster.Limits.RequestsMax));
    }

    [Fact]
    public void An_address_that_two_sources_name_is_one_endpoint()
    {
        var (cluster, _) = Start(Settings(ClusterDiscovery.Static, First, First with { Weight = 9 }, Source("10.0.0.1", 81)));
        Assert.Equal(["10.0.0.1:80", "10.0.0.1:81"], Endpoints(cluster));
    }
}
