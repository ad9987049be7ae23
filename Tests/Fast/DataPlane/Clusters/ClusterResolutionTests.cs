using ActorMesh.DataPlane.Clusters;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>How a cluster learns its endpoints from names, and what it does while names do not answer.</summary>
public sealed class ClusterResolutionTests : ClusterActorTest
{
    [Fact]
    public void A_cluster_is_warm_once_every_name_has_answered_and_says_so_once()
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test"), Source("b.test"), Source("10.0.0.9")));
        Answer(actor, "a.test", "10.0.0.1");
        Assert.Null(cluster.View);
        ExpectNoMsg(TimeSpan.Zero);

        Answer(actor, "b.test", "10.0.0.2");
        Assert.Equal("orders", ExpectMsg<ClusterActor.Message.Warm>().Cluster);
        Assert.Equal(["10.0.0.1:80", "10.0.0.2:80", "10.0.0.9:80"], Endpoints(cluster));

        AskAgain(actor, after: 60);
        Answer(actor, "a.test", "10.0.0.3");
        Answer(actor, "b.test", "10.0.0.2");
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Every_address_of_a_name_is_an_endpoint_of_a_strict_cluster_and_the_first_one_of_a_logical_cluster()
    {
        var (strict, first) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test")));
        Answer(first, "a.test", "10.0.0.2", "10.0.0.1", "10.0.0.2");
        Assert.Equal(["10.0.0.2:80", "10.0.0.1:80"], Endpoints(strict));

        var (logical, second) = Start(Settings(ClusterDiscovery.LogicalDns, Source("a.test")));
        Answer(second, "a.test", "10.0.0.2", "10.0.0.1");
        Assert.Equal(["10.0.0.2:80"], Endpoints(logical));
    }

    [Fact]
    public void A_name_is_asked_again_after_the_refresh_interval_and_not_before()
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test")));
        Answer(actor, "a.test", "10.0.0.1", "10.0.0.2");
        var stays = cluster.View!.Members[1].Cell;

        Assert.Equal((0, 1), QuestionsAfter(TimeSpan.FromSeconds(60), actor));
        Answer(actor, "a.test", "10.0.0.2", "10.0.0.3");
        Assert.Equal(["10.0.0.2:80", "10.0.0.3:80"], Endpoints(cluster));
        Assert.Same(stays, cluster.View.Members[0].Cell);
    }

    [Fact]
    public void A_name_that_takes_its_time_is_not_asked_twice()
    {
        var (_, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test")));
        Assert.Equal((0, 0), QuestionsAfter(TimeSpan.FromSeconds(300), actor));
        Answer(actor, "a.test", "10.0.0.1");
        Assert.Equal((0, 1), QuestionsAfter(TimeSpan.FromSeconds(60), actor));
    }

    [Fact]
    public void An_answer_that_changes_nothing_publishes_nothing()
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test")));
        Answer(actor, "a.test", "10.0.0.1");
        var view = cluster.View;
        AskAgain(actor, after: 60);
        Answer(actor, "a.test", "10.0.0.1");
        Assert.Same(view, cluster.View);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_keeps_the_addresses_known_before_and_is_tried_again_sooner(bool isEmptyAnswer)
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test")));
        Answer(actor, "a.test", "10.0.0.1", "10.0.0.2");
        var view = cluster.View;
        AskAgain(actor, after: 60);

        if (isEmptyAnswer) Answer(actor, "a.test");
        else Fail(actor, "a.test");
        Assert.Same(view, cluster.View);
        Assert.Equal((0, 1), QuestionsAfter(TimeSpan.FromSeconds(2), actor));
        Answer(actor, "a.test", "10.0.0.2");
        Assert.Equal(["10.0.0.2:80"], Endpoints(cluster));
        Assert.Equal((0, 1), QuestionsAfter(TimeSpan.FromSeconds(60), actor));
    }

    [Fact]
    public void A_name_that_never_answered_well_leaves_a_warm_cluster_with_the_endpoints_that_there_are()
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test"), Source("10.0.0.9")));
        Fail(actor, "a.test");
        ExpectMsg<ClusterActor.Message.Warm>();
        Assert.Equal(["10.0.0.9:80"], Endpoints(cluster));
        AskAgain(actor, after: 2);
        Answer(actor, "a.test", "10.0.0.1");
        Assert.Equal(["10.0.0.1:80", "10.0.0.9:80"], Endpoints(cluster));
    }

    [Fact]
    public void A_name_that_failed_is_tried_again_soon_although_another_name_answered_well_after_it()
    {
        var (_, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test"), Source("b.test")));
        Fail(actor, "a.test");
        Answer(actor, "b.test", "10.0.0.2");
        Assert.Equal((0, 1), QuestionsAfter(TimeSpan.FromSeconds(2), actor));
        Assert.Equal(["a.test"], Names.Open);
    }

    [Fact]
    public void A_name_that_left_the_configuration_is_not_asked_again_and_its_late_answer_counts_for_nothing()
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test")));
        Reconfigure(actor, Settings(ClusterDiscovery.StrictDns, Source("b.test")));
        Answer(actor, "b.test", "10.0.0.2");
        Answer(actor, "a.test", "10.0.0.1");
        Assert.Equal(["10.0.0.2:80"], Endpoints(cluster));
        AskAgain(actor, after: 60);
        Assert.Equal(["b.test"], Names.Open);
    }

    [Fact]
    public void Another_weight_counts_at_once_and_costs_no_address_when_the_name_fails_just_then()
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test")));
        Answer(actor, "a.test", "10.0.0.1");
        AskAgain(actor, after: 60);
        Reconfigure(actor, Settings(ClusterDiscovery.StrictDns, Source("a.test") with { Weight = 7 }));
        Fail(actor, "a.test");
        Assert.Equal(["10.0.0.1:80"], Endpoints(cluster));
        Assert.Equal(7, cluster.View!.Members[0].Weight);
    }

    [Fact]
    public void A_name_that_stands_for_two_ports_is_asked_once()
    {
        var (cluster, actor) = Start(Settings(ClusterDiscovery.StrictDns, Source("a.test"), Source("a.test", port: 81)));
        Assert.Equal(1, Names.Asked);
        Answer(actor, "a.test", "10.0.0.1");
        Assert.Equal(["10.0.0.1:80", "10.0.0.1:81"], Endpoints(cluster));
    }

    [Fact]
    public void A_shorter_refresh_interval_counts_at_once()
    {
        var settings = Settings(ClusterDiscovery.StrictDns, Source("a.test"));
        var (_, actor) = Start(settings);
        Answer(actor, "a.test", "10.0.0.1");
        Reconfigure(actor, settings with { DnsRefresh = TimeSpan.FromSeconds(1) });
        Answer(actor, "a.test", "10.0.0.1");
        Assert.Equal((0, 1), QuestionsAfter(TimeSpan.FromSeconds(1), actor));
    }

    [Fact]
    public void Another_way_to_resolve_asks_anew_and_keeps_the_old_endpoints_until_the_answer()
    {
        var settings = Settings(ClusterDiscovery.LogicalDns, Source("a.test"));
        var (cluster, actor) = Start(settings);
        Answer(actor, "a.test", "10.0.0.1", "10.0.0.2");
        Reconfigure(actor, settings with { Discovery = ClusterDiscovery.StrictDns });
        Assert.Equal(["10.0.0.1:80"], Endpoints(cluster));
        Answer(actor, "a.test", "10.0.0.1", "10.0.0.2");
        Assert.Equal(["10.0.0.1:80", "10.0.0.2:80"], Endpoints(cluster));
    }

    private void AskAgain(IActorRef actor, int after)
    {
        Advance(TimeSpan.FromSeconds(after));
        Settle(actor);
    }
}
