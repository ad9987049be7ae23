using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>Endpoints that get their share bit by bit.</summary>
public sealed class SlowStartingTests : ClusterActorTest
{
    private static readonly ClusterSettings Two = Settings(ClusterDiscovery.Static, Source("10.0.0.1"), Source("10.0.0.2")) with
    {
        Balancing = new BalancingSettings { SlowStart = new SlowStart(TimeSpan.FromSeconds(20)) },
        Outlier = new OutlierSettings { MaxEjectionPercent = 50, BaseEjectionTime = TimeSpan.FromSeconds(10) },
    };

    private static readonly ClusterSettings Three = Two with { Sources = [.. Two.Sources, Source("10.0.0.3")] };

    [Fact]
    public void Who_is_there_from_the_beginning_has_its_full_share()
    {
        var (cluster, _) = Start(Two);
        Assert.Equal([100, 100], Warmth(cluster));
    }

    [Fact]
    public void Who_joins_later_gets_more_and_more_and_then_nothing_is_published_any_more()
    {
        var (cluster, actor) = Start(Two);
        Reconfigure(actor, Three);
        Assert.Equal([100, 100, 10], Warmth(cluster));
        Pass(actor, 10);
        Assert.Equal([100, 100, 50], Warmth(cluster));
        Pass(actor, 10);
        Assert.Equal([100, 100, 100], Warmth(cluster));
        var full = cluster.View;
        Advance(TimeSpan.FromSeconds(60));
        Settle(actor);
        Assert.Same(full, cluster.View);
    }

    [Fact]
    public void Who_returns_from_an_ejection_begins_again()
    {
        var (cluster, actor) = Start(Two);
        var cell = cluster.View!.Members[0].Cell;
        for (var i = 0; i < 5; i++) cell.Report(Outcomes.Answer(500));
        Settle(cell.Owner!);
        Settle(actor);
        Advance(TimeSpan.FromSeconds(10));
        Settle(actor);
        Assert.Equal([10, 100], Warmth(cluster));
    }

    [Fact]
    public void Without_slow_start_everybody_has_its_share_at_once()
    {
        var (cluster, actor) = Start(Two with { Balancing = new BalancingSettings() });
        Reconfigure(actor, Three with { Balancing = new BalancingSettings() });
        Assert.Equal([100, 100, 100], Warmth(cluster));
    }

    /// <summary>Second by second, which is how often weights grow here.</summary>
    private void Pass(IActorRef actor, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            Advance(TimeSpan.FromSeconds(1));
            Settle(actor);
        }
    }

    private static IEnumerable<int> Warmth(UpstreamCluster cluster) => cluster.View!.Members.Select(member => member.WarmthPercent);
}
