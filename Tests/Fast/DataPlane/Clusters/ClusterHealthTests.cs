using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>A cluster whose endpoints, real ones on loopback, are asked how they are.</summary>
public sealed class ClusterHealthTests : ClusterActorTest
{
    private static readonly HealthCheckSettings Check = new(new HttpProbe("GET", "h", "/"), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))
    {
        UnhealthyThreshold = 2, HealthyThreshold = 2, NoTrafficInterval = TimeSpan.FromSeconds(5),
    };

    private readonly AnsweringUpstream _one = new(AnsweringUpstream.Status(200)), _two = new(AnsweringUpstream.Status(200));

    [Fact]
    public void It_is_warm_when_each_was_asked_once()
    {
        _two.Answer = null;
        var (cluster, actor) = Start(Both());
        Until(() => cluster.View!.Members[0].Health == EndpointHealth.Healthy);
        Assert.Equal(EndpointHealth.Unhealthy, cluster.View!.Members[1].Health);
        ExpectNoMsg(TimeSpan.Zero);
        Until(() => _two.Heard.Count == 1);
        Advance(TimeSpan.FromSeconds(1));
        ExpectMsg<ClusterActor.Message.Warm>();
        Settle(actor);
        Assert.Equal([EndpointHealth.Healthy, EndpointHealth.Unhealthy], Health(cluster));
        Assert.Equal((2, 1, 1, 1), (cluster.HealthChecks.Attempts, cluster.HealthChecks.Successes, cluster.HealthChecks.Failures, cluster.HealthChecks.NetworkFailures));
    }

    [Fact]
    public void A_bad_answer_takes_one_out_at_once_and_good_ones_bring_it_back()
    {
        var (cluster, actor) = StartWarm(Both());
        _two.Answer = AnsweringUpstream.Status(503);
        NextRound(cluster, actor, 2);
        Assert.Equal([EndpointHealth.Healthy, EndpointHealth.Unhealthy], Health(cluster));
        Assert.Equal("status 503", cluster.View!.Members[1].Cell.Check!.Last);
        _two.Answer = AnsweringUpstream.Status(200);
        NextRound(cluster, actor, 3);
        Assert.Equal([EndpointHealth.Healthy, EndpointHealth.Unhealthy], Health(cluster));
        NextRound(cluster, actor, 4);
        Assert.Equal([EndpointHealth.Healthy, EndpointHealth.Healthy], Health(cluster));
        Assert.Equal(["healthy", "healthy", "unhealthy", "healthy"], cluster.Events.All.Select(one => one.Kind));
    }

    [Fact]
    public void A_passed_check_ends_an_ejection()
    {
        var (cluster, actor) = StartWarm(Both() with { Outlier = new OutlierSettings { MaxEjectionPercent = 50 } });
        var cell = cluster.View!.Members[0].Cell;
        for (var i = 0; i < 5; i++) cell.Report(Outcomes.Answer(500));
        Until(() => cell.Ejection is not null);
        Settle(actor);
        Assert.Equal(EndpointHealth.Unhealthy, cluster.View.Members[0].Health);
        NextRound(cluster, actor, 2);
        Assert.Equal(EndpointHealth.Healthy, cluster.View.Members[0].Health);
        Assert.Equal("it passed a health check", cluster.Events.All.Last().Why);
    }

    [Fact]
    public void One_that_asks_for_it_is_left_out_and_is_no_missing_capacity()
    {
        var (cluster, actor) = StartWarm(Both());
        var cell = cluster.View!.Members[0].Cell;
        cell.MarkImmediateFailure();
        Settle(cell.Owner!);
        Settle(actor);
        Assert.Equal((EndpointHealth.Unhealthy, true), (cluster.View.Members[0].Health, cluster.View.Members[0].IsExcluded));
        Assert.Equal((100, false), (cluster.View.Priorities[0].HealthyLoad, cluster.View.Priorities[0].InPanic));
        Assert.Equal(1, cluster.HealthChecks.PassiveFailures);
    }

    [Fact]
    public void Checks_that_come_later_leave_in_use_who_is_and_those_that_go_free_all()
    {
        _two.Answer = AnsweringUpstream.Status(503);
        var (cluster, actor) = Start(Both() with { HealthCheck = null });
        ExpectMsg<ClusterActor.Message.Warm>();
        Reconfigure(actor, Both());
        Until(() => Health(cluster).SequenceEqual([EndpointHealth.Healthy, EndpointHealth.Unhealthy]) && cluster.HealthChecks.Successes == 1);
        Reconfigure(actor, Both() with { HealthCheck = null });
        Until(() => Health(cluster).SequenceEqual([EndpointHealth.Healthy, EndpointHealth.Healthy]));
        Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(2, cluster.HealthChecks.Attempts);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _one.Dispose();
        _two.Dispose();
    }

    private static IEnumerable<EndpointHealth> Health(UpstreamCluster cluster) => cluster.View!.Members.Select(member => member.Health);

    private ClusterSettings Both() => Settings(ClusterDiscovery.Static, At(_one.Address), At(_two.Address)) with { HealthCheck = Check };

    private static ClusterSource At(IPEndPoint address) => Source(address.Address.ToString(), address.Port);

    private (UpstreamCluster Cluster, IActorRef Actor) StartWarm(ClusterSettings settings)
    {
        var started = Start(settings);
        ExpectMsg<ClusterActor.Message.Warm>();
        return started;
    }

    /// <summary>Until each endpoint has been asked so often, and its answer has come through.</summary>
    private void NextRound(UpstreamCluster cluster, IActorRef actor, int rounds)
    {
        SettleAll(cluster, actor);
        Advance(TimeSpan.FromSeconds(5));
        Until(() => cluster.HealthChecks.Successes + cluster.HealthChecks.Failures == 2 * rounds);
        SettleAll(cluster, actor);
    }

    private void SettleAll(UpstreamCluster cluster, IActorRef actor)
    {
        foreach (var member in cluster.View!.Members) Settle(member.Cell.Owner!);
        Settle(actor);
    }
}
