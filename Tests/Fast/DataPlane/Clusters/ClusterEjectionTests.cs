using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>A cluster's actor and those of its endpoints, when attempts fail.</summary>
public sealed class ClusterEjectionTests : ClusterActorTest
{
    private static readonly ClusterSettings Four = Settings(
        ClusterDiscovery.Static, Source("10.0.0.1"), Source("10.0.0.2"), Source("10.0.0.3"), Source("10.0.0.4")) with
    {
        Outlier = new OutlierSettings { MaxEjectionPercent = 50 },
    };

    [Fact]
    public void The_fifth_failure_takes_it_out_of_the_view_until_its_time_is_over()
    {
        var (cluster, actor) = Start(Four);
        var bad = Cell(cluster, 1);
        Fail(actor, bad, 4);
        Assert.Equal(EndpointHealth.Healthy, cluster.View!.Members[1].Health);
        Fail(actor, bad, 1);
        Assert.Equal((EndpointHealth.Unhealthy, EndpointHealth.Unhealthy), (cluster.View.Members[1].Health, bad.Health));
        Until(() => bad.Ejection is { Cause: EjectionCause.Consecutive5xx });
        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromSeconds(30), bad.Ejection!.Until);

        Pass(actor, 20);
        Assert.Equal(EndpointHealth.Unhealthy, cluster.View.Members[1].Health);
        Pass(actor, 10);
        Assert.Equal(EndpointHealth.Healthy, cluster.View.Members[1].Health);
        Until(() => bad.Ejection is null);
        Assert.Equal(["ejected", "returned"], cluster.Events.All.Select(one => one.Kind));
        Assert.Equal((0, 1), (cluster.Outliers.Active, cluster.Outliers.EnforcedTotal));
    }

    [Fact]
    public void Nobody_is_sent_there_meanwhile()
    {
        var (cluster, actor) = Start(Four);
        var bad = Cell(cluster, 2);
        Fail(actor, bad, 5);
        var draws = new FastRandom(7);
        for (var i = 0; i < 1000; i++) Assert.NotSame(bad, cluster.Pick(new PickContext(draws, draws.Next())).Endpoint);
    }

    [Fact]
    public void Too_many_out_is_panic_and_each_pick_in_panic_says_so()
    {
        var (cluster, actor) = Start(Four with { Outlier = Four.Outlier! with { MaxEjectionPercent = 75 } });
        foreach (var bad in new[] { 0, 1, 2 }) Fail(actor, Cell(cluster, bad), 5);
        var draws = new FastRandom(7);
        var picks = Enumerable.Range(0, 1000).Select(_ => cluster.Pick(new PickContext(draws, draws.Next()))).ToList();
        Assert.All(picks, pick => Assert.True(pick.InPanic));
        Assert.Equal(4, picks.Select(pick => pick.Endpoint).Distinct().Count());
    }

    [Fact]
    public void A_view_is_published_when_something_changes_and_only_then()
    {
        var (cluster, actor) = Start(Four);
        var before = cluster.View;
        Fail(actor, Cell(cluster, 0), 4);
        Pass(actor, 60);
        Assert.Same(before, cluster.View);
        Fail(actor, Cell(cluster, 0), 1);
        var after = cluster.View;
        Assert.NotSame(before, after);
        Fail(actor, Cell(cluster, 0), 20);
        Pass(actor, 10);
        Assert.Same(after, cluster.View);
    }

    [Fact]
    public void Other_configuration_keeps_it_out_even_if_its_connections_are_made_anew()
    {
        var (cluster, actor) = Start(Four);
        Fail(actor, Cell(cluster, 3), 5);
        Reconfigure(actor, Four with { Sources = [Source("10.0.0.9"), .. Four.Sources] });
        Assert.Equal(EndpointHealth.Unhealthy, cluster.View!.Members[4].Health);
        Reconfigure(actor, Four with { Pool = Four.Pool with { ConnectTimeout = TimeSpan.FromSeconds(1) } });
        Assert.Equal(EndpointHealth.Unhealthy, cluster.View.Members[3].Health);
        Assert.NotNull(Cell(cluster, 3).Ejection);
    }

    [Fact]
    public void Without_detection_everybody_returns_and_nobody_is_ejected()
    {
        var (cluster, actor) = Start(Four);
        Fail(actor, Cell(cluster, 3), 5);
        Reconfigure(actor, Four with { Outlier = null });
        Assert.All(cluster.View!.Members, member => Assert.Equal(EndpointHealth.Healthy, member.Health));
        Fail(actor, Cell(cluster, 3), 50);
        Assert.All(cluster.View.Members, member => Assert.Equal(EndpointHealth.Healthy, member.Health));
        Reconfigure(actor, Four);
        Fail(actor, Cell(cluster, 3), 5);
        Assert.Equal(EndpointHealth.Unhealthy, cluster.View.Members[3].Health);
    }

    [Fact]
    public void One_that_leaves_while_it_is_out_does_not_count_and_comes_back_clean()
    {
        var (cluster, actor) = Start(Four);
        Fail(actor, Cell(cluster, 0), 5);
        Reconfigure(actor, Four with { Sources = [.. Four.Sources.Skip(1)] });
        Assert.Equal(0, cluster.Outliers.Active);
        Reconfigure(actor, Four);
        Assert.Equal(EndpointHealth.Healthy, cluster.View!.Members[0].Health);
    }

    [Fact]
    public void The_last_fifty_events_are_kept()
    {
        var events = new ClusterEvents();
        for (var i = 0; i < 60; i++) events.Add(new ClusterEvent(default, $"{i}", "ejected", null, "", null));
        Assert.Equal(Enumerable.Range(10, 50).Select(i => $"{i}"), events.All.Select(one => one.Endpoint));
    }

    private static EndpointCell Cell(UpstreamCluster cluster, int member) => cluster.View!.Members[member].Cell;

    private void Fail(IActorRef actor, EndpointCell cell, int times)
    {
        for (var i = 0; i < times; i++) cell.Report(Outcomes.Answer(500));
        Settle(cell.Owner!);
        Settle(actor);
    }

    private void Pass(IActorRef actor, int seconds)
    {
        Advance(TimeSpan.FromSeconds(seconds));
        Settle(actor);
    }
}
