using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Breaking;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

public sealed class ClusterBreakerTests : ClusterActorTest
{
    private static readonly BreakerSettings Trip = new() { RequestsMin = 1, Jitter = 0 };
    private static readonly ClusterSettings Without = Settings(ClusterDiscovery.Static, Source("10.0.0.1"));
    private static readonly ClusterSettings With = Without with { Breaker = Trip };

    [Fact]
    public void A_cluster_has_a_breaker_if_its_configuration_says_so()
    {
        Assert.Null(Start(Without).Cluster.Breaker);
        Assert.Equal(Trip, Start(With).Cluster.Breaker!.Settings);
    }

    [Fact]
    public void Its_state_outlives_other_settings()
    {
        var (cluster, actor) = Start(With);
        var gate = cluster.Breaker!;
        Fail(gate);
        Reconfigure(actor, With with { Breaker = Trip with { OpenFor = TimeSpan.FromSeconds(7) }, Sources = [Source("10.0.0.2")] });
        Assert.Same(gate, cluster.Breaker);
        Assert.Equal((BreakerState.Open, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7)), (gate.View.State, gate.OpenFor, gate.Settings.OpenFor));
    }

    [Fact]
    public void Its_time_open_ends_without_traffic()
    {
        var (cluster, actor) = Start(With);
        Fail(cluster.Breaker!);
        var breaker = Child(actor, "breaker-0");
        Settle(breaker);
        Advance(TimeSpan.FromSeconds(5));
        Settle(breaker);
        Assert.Equal(BreakerState.HalfOpen, cluster.Breaker!.View.State);
    }

    [Fact]
    public void Switched_off_it_is_gone_and_attempts_under_way_may_still_report_to_it()
    {
        var (cluster, actor) = Start(With);
        var gate = cluster.Breaker!;
        Assert.True(gate.TryEnter(out var permit));
        var breaker = Child(actor, "breaker-0");
        Watch(breaker);

        Reconfigure(actor, Without);
        Assert.Null(cluster.Breaker);
        ExpectEnd(breaker);
        gate.Report(permit, new AttemptOutcome(AttemptEnd.Answered, 503, TimeSpan.Zero));

        Reconfigure(actor, With);
        Assert.NotSame(gate, cluster.Breaker);
        Assert.Equal(BreakerState.Closed, cluster.Breaker!.View.State);
    }

    private void ExpectEnd(Akka.Actor.IActorRef actor) => FishForMessage<Akka.Actor.Terminated>(message => message.ActorRef.Equals(actor));

    private static void Fail(BreakerGate gate)
    {
        Assert.True(gate.TryEnter(out var permit));
        gate.Report(permit, new AttemptOutcome(AttemptEnd.ConnectFailed, 0, TimeSpan.Zero));
        Assert.Equal(BreakerState.Open, gate.View.State);
    }
}
